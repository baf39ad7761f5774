using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>A processor without 512-bit vectors computes the same. The switch is read when a process starts, so a child process runs
/// a part of this suite with it; the README beside this project's file has the command that runs all of it.</summary>
[Collection(AloneCollection.Name)]
public sealed class NarrowVectorTests
{
    private const string Switch = "DOTNET_EnableAVX512";

    /// <summary>What stands in for everything: PyTorch's figures for all kinds of layers, and every network with NaN in unused memory.</summary>
    private const string Part = "FullyQualifiedName~PyTorchAgreementTests|FullyQualifiedName~UnusedMemoryTests|FullyQualifiedName~The_switch";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Without_512_bit_vectors_the_suite_passes()
    {
        using var results = new TemporaryFolder();
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["test", typeof(NarrowVectorTests).Assembly.Location, "--filter", Part, "--results-directory", results.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Switch] = "0" },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, await output + await errors);
        (await output).ShouldContain("Passed!");
    }

    [Fact]
    public void The_switch_turns_them_off() => (IsSwitchedOff && Avx512F.IsSupported).ShouldBeFalse($"{Switch}=0 did nothing");

    private static bool IsSwitchedOff => Environment.GetEnvironmentVariable(Switch) == "0";
}

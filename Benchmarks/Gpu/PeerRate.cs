using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetArch.Benchmarks.Gpu;

/// <summary>PyTorch's images a second, by <c>peers/gpu.py</c> in a process of its own.</summary>
/// <param name="Version">PyTorch's.</param>
/// <param name="Eager">Kernel by kernel.</param>
/// <param name="Compiled">By torch.compile with CUDA graphs; null where that fails.</param>
internal sealed record PeerRate(string Version, double Eager, double? Compiled)
{
    // Compiling a deep network takes PyTorch minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Null where there is no PyTorch that sees the device; <paramref name="reason"/> then says so.</summary>
    public static PeerRate? Measure(GpuNetwork network, Precision precision, double seconds, out string reason)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "peers", "gpu.py");
        string[] arguments =
        [
            script, network.Name, "--batch", $"{network.Batch}", "--precision", precision.ToString().ToLowerInvariant(),
            "--seconds", seconds.ToString(CultureInfo.InvariantCulture),
        ];
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Longest))
            {
                process.Kill(entireProcessTree: true);
                reason = $"PyTorch took more than {Longest.TotalMinutes:0} minutes";
                return null;
            }

            reason = LastLine(errors.Result);
            return process.ExitCode == 0 ? JsonSerializer.Deserialize(LastLine(output.Result), PeerJson.Default.PeerRate) : null;
        }
        catch (Win32Exception)
        {
            reason = "there is no python3";
            return null;
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerRate))]
internal sealed partial class PeerJson : JsonSerializerContext;

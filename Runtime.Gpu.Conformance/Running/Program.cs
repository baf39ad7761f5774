using System.Globalization;
using NetArch.Gpu;
using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Gpu.Conformance;

/// <summary>Runs the suite as a program, for machines with a GPU and without an SDK: <c>NetArch.Runtime.Gpu.Conformance [PART OF A TEST'S NAME ...]</c>.
/// <c>NETARCH_TEST_DEVICE=cuda</c> runs it on the first CUDA device.</summary>
internal static class Program
{
    private const int AllPassed = 0, SomeFailed = 1, NoDevice = 2;

    private static int Main(string[] parts)
    {
        try
        {
            Console.WriteLine($"conformance on {Backend.Device.Name}");
        }
        catch (Exception exception) when (exception.GetBaseException() is GpuException failure)
        {
            Console.Error.WriteLine($"error: {failure.Message}");
            return NoDevice;
        }

        TestCounts counts = new TestRun(typeof(Program).Assembly, Console.Out).Run(parts);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{counts.Passed} passed, {counts.Failed} failed, {counts.Skipped} skipped, in {counts.Elapsed.TotalSeconds:0.0} s"));
        return counts is { Failed: 0, Passed: > 0 } ? AllPassed : SomeFailed;
    }
}

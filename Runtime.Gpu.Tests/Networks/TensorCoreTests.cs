using NetArch.Gpu;
using NetArch.IlgpuEmulation;

namespace NetArch.Runtime.Gpu.Tests.Networks;

/// <summary>Kernels for tensor cores, whose instruction the emulation executes, beside the portable ones. ILGPU's own CPU accelerator has no PTX.</summary>
public sealed class TensorCoreTests
{
    /// <summary>TF32 keeps ten bits: an operand is off by 2^-11 when rounded and 2^-10 when cut off, and sums of many products average that out.</summary>
    private const double Rounding = 4e-3;

    private static readonly Lazy<GpuDevice> Device = new(() =>
    {
        Environment.SetEnvironmentVariable(EmulationOptions.Variable, "tensorcores");
        try
        {
            return GpuDevice.OfCpu();
        }
        finally
        {
            Environment.SetEnvironmentVariable(EmulationOptions.Variable, null);
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(45)]
    public void Outputs_agree_to_the_precision_of_tf32(int batch)
    {
        using Tensor exact = Make(Precision.Float32), rounded = Make(Precision.Tf32);
        Tensor.Input[] inputs = Inputs(batch);
        float[] expected = [.. exact.Predict(inputs).SelectMany(output => output.Values.ToArray())];
        float[] found = [.. rounded.Predict(inputs).SelectMany(output => output.Values.ToArray())];
        Error(found, expected).ShouldBeInRange(1e-7, Rounding, "some rounding shows that tensor cores were used");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(45)]
    public void Gradients_agree_to_the_precision_of_tf32(int batch)
    {
        using Tensor exact = Make(Precision.Float32), rounded = Make(Precision.Tf32);
        Tensor.Input[] inputs = Inputs(batch);
        Tensor.Target[] targets = [.. Enumerable.Range(0, batch).Select(i => (Tensor.Target)(i % 5))];
        rounded.Gradients(inputs, targets).ShouldBe(exact.Gradients(inputs, targets), Rounding);
        double largest = exact.Parameters.Where(p => p.Description.Trained).Max(p => p.Gradient.Max(Math.Abs));
        foreach ((Parameter a, Parameter b) in rounded.Parameters.Zip(exact.Parameters).Where(pair => pair.First.Description.Trained))
        {
            float[] expected = b.Gradient;
            // A bias before a batch norm has a gradient of zero but for rounding.
            double scale = Math.Max(expected.Max(Math.Abs), 1e-2 * largest);
            Difference(a.Gradient, expected).ShouldBeLessThan(3 * Rounding * scale, a.Name);
        }

        Error(rounded.InputGradient(inputs[0], targets[0]), exact.InputGradient(inputs[0], targets[0])).ShouldBeLessThan(3 * Rounding);
    }

    private static Tensor Make(Precision precision) => new(seed: 5, device: Device.Value, precision: precision);

    private static Tensor.Input[] Inputs(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => Tensor.Input.FromValues(
            Enumerable.Range(0, Tensor.Input.Shape.Count).Select(_ => (float)(2 * random.NextDouble() - 1)).ToArray()))];
    }

    private static double Error(float[] found, float[] expected) => Difference(found, expected) / expected.Max(Math.Abs);

    private static double Difference(float[] found, float[] expected)
    {
        double largest = 0;
        for (int i = 0; i < found.Length; i++)
        {
            float.IsFinite(found[i]).ShouldBeTrue();
            largest = Math.Max(largest, Math.Abs((double)found[i] - expected[i]));
        }

        return largest;
    }
}

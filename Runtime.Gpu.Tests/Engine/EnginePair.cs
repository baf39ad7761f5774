using ILGPU.Runtime;
using NetArch.Gpu;
using NetArch.Runtime.Tests;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>The same network on a device and in plain formulas, with data for both.</summary>
internal sealed class EnginePair<T> : IDisposable where T : struct, ILinear
{
    private readonly bool ownsDevice;
    private readonly float[] values, targets;
    private readonly int[] labels;

    public EnginePair(int samples = 200, GpuDevice? device = null, int threads = 1)
    {
        ownsDevice = device is null;
        Device = device ?? GpuDevice.OfCpu();
        Engine = (IOverlappingEngine)Device.CreateEngine<LinearProgram<T>>(Description, new NetworkOptions(Threads: threads, Device: Device));
        Truth = new LinearEngine(Description);
        var random = new PhiloxSequence(5, Philox.Stream(typeof(T).Name));
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-1, 1))];
        values = Draw(samples * T.Inputs);
        targets = T.Loss == Loss.CrossEntropy ? [] : Draw(samples * T.Outputs);
        labels = T.Loss == Loss.CrossEntropy ? [.. Enumerable.Range(0, samples).Select(i => i * 7 % T.Outputs)] : [];
        for (int i = 0; i < Description.Parameters.Count; i++)
        {
            float[] initial = Draw(Description.Parameters[i].Count);
            Engine.WriteParameter(i, initial);
            Truth.WriteParameter(i, initial);
        }
    }

    public static NetworkDescription Description => LinearProgram<T>.Description;

    public GpuDevice Device { get; }

    public IOverlappingEngine Engine { get; }

    public LinearEngine Truth { get; }

    public float[] Rates { get; } = [0.1f, 0.05f];

    /// <summary>Samples in an order of their own.</summary>
    public int[] Rows(int count, int first = 0) => [.. Enumerable.Range(0, count).Select(i => (first + i * 37) % (values.Length / T.Inputs))];

    public Batch Batch(int[] rows) => new(values, rows, labels, targets);

    public StepContext Step(long number = 0, Reduction reduction = Reduction.Mean) => new(Rates, 1, number, dropout: true, reduction);

    public float[] Parameter(int index) => Read(Engine.ReadParameter, index);

    public float[] Gradient(int index) => Read(Engine.ReadGradient, index);

    /// <summary>Holds when both have the same parameters.</summary>
    public void ParametersShouldAgree(double tolerance = 1e-5)
    {
        for (int i = 0; i < Description.Parameters.Count; i++) Parameter(i).ShouldBe(Read(Truth.ReadParameter, i), tolerance);
    }

    public void GradientsShouldAgree(double tolerance = 1e-5)
    {
        for (int i = 0; i < Description.Parameters.Count; i++) Gradient(i).ShouldBe(Read(Truth.ReadGradient, i), tolerance);
    }

    public void Dispose()
    {
        Engine.Dispose();
        if (ownsDevice) Device.Dispose();
    }

    private static float[] Read(Reading read, int index)
    {
        var found = new float[Description.Parameters[index].Count];
        read(index, found);
        return found;
    }

    private delegate void Reading(int index, Span<float> destination);
}

using System.Runtime.Intrinsics;
using ILGPU.Runtime;
using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

/// <summary>Optimisers against the CPU's gradient sinks, on three parameters: a matrix in few parts, a vector in many, and one that is frozen.</summary>
public sealed unsafe class OptimizerTests
{
    private const float Decay = 0.01f;

    private static readonly AdamConstants Constants = new(0.9f, 0.999f, 1e-8f, Decay, false, 3.7f, 22.4f);

    private static readonly float[] Rates = [0.1f, 0.01f, -1];

    private readonly Random random = new(5);
    private readonly BatchMemory memory = new(33) { Rates = Rates };
    private readonly float[] gradients;
    private readonly GradientSplit[] splits = [new(2, 1, 1, 1), new(1, 1, 2, 19), new(1, 1, 2, 3)];
    private readonly float[] first, second;

    public OptimizerTests()
    {
        memory.Parameter(1, 50, 50, Floats(2600), splits[0]);
        memory.Parameter(1, 1, 35, Floats(35), splits[1]);
        memory.Parameter(3, 2, 3, Floats(36), splits[2]);
        gradients = Floats(8192);
        first = Floats(4096);
        second = [.. Floats(4096).Select(MathF.Abs)];
        memory.Set(StepLayout.WeightDecay, Decay);
        memory.Set(StepLayout.Momentum, 0.8f);
        memory.Set(StepLayout.Beta1, Constants.Beta1);
        memory.Set(StepLayout.Beta2, Constants.Beta2);
        memory.Set(StepLayout.Epsilon, Constants.Epsilon);
        memory.Set(StepLayout.Correction1, Constants.Correction1);
        memory.Set(StepLayout.Correction2, Constants.Correction2);
    }

    [Fact]
    public void Gradient_descent_is_the_CPUs() =>
        Compare((frame, chunks, _, _) => Optimizers.Sgd(frame, chunks), (weights, _, _, rate) => new GradientDescent(weights, null, rate, Decay));

    [Fact]
    public void Momentum_is_the_CPUs() => Compare(
        (frame, chunks, velocity, _) => Optimizers.Momentum(frame, chunks, velocity),
        (weights, velocity, _, rate) => new MomentumDescent(weights, velocity, null, rate, 0.8f, Decay));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Adam_is_the_CPUs(bool decoupled)
    {
        memory.Set(StepLayout.Decoupled, decoupled ? 1 : 0);
        Compare(
            (frame, chunks, m, v) => Optimizers.Adam(frame, chunks, m, v),
            (weights, m, v, rate) => new AdamDescent(weights, m, v, null, rate, Constants with { Decoupled = decoupled }));
    }

    [Fact]
    public void Gradients_are_stored_for_frozen_parameters_too()
    {
        float[] stored = new float[4096], before = Weights();
        Run((frame, chunks, to, _) => Optimizers.Store(frame, chunks, to), stored, second);
        Weights().ShouldBe(before);
        for (int i = 0; i < 3; i++)
        {
            GpuParameter place = Place(i);
            stored.Skip(place.Offset).Take(place.Floats).ToArray().ShouldMatch(Total(i), Tolerances.Sum, $"parameter {i}");
        }
    }

    [Fact]
    public void Every_float_of_a_trained_parameter_is_in_one_chunk()
    {
        GpuLayout layout = new(0, 0, 0, 0, [Place(0), Place(1), Place(2) with { IsTrained = false }], [], false, null);
        OptimizerChunk[] chunks = OptimizerTable.Of(layout, splits, [0, 4000, 9000]);
        foreach (int i in new[] { 0, 1 })
        {
            chunks.Where(chunk => chunk.Parameter == i).SelectMany(chunk => Enumerable.Range(chunk.Offset, chunk.Count))
                .ShouldBe(Enumerable.Range(Place(i).Offset, Place(i).Floats));
        }

        chunks.ShouldAllBe(chunk => chunk.Parameter != 2);
    }

    private delegate void Step(GpuFrame frame, ILGPU.ArrayView<OptimizerChunk> chunks, ILGPU.ArrayView<float> first, ILGPU.ArrayView<float> second);

    private delegate TSink Sink<TSink>(float* weights, float* first, float* second, float rate);

    private void Compare<TSink>(Step step, Sink<TSink> sink)
        where TSink : struct, IGradientSink<TSink>
    {
        float[] weights = [.. Weights(), .. new float[64]], m = [.. first], v = [.. second];
        fixed (float* w = weights, firstMoments = m, secondMoments = v)
        {
            for (int i = 0; i < 3; i++)
            {
                TSink own = sink(w, firstMoments, secondMoments, Rates[i]);
                if (!own.IsActive) continue;
                float[] total = [.. Total(i), .. new float[16]];
                for (int at = 0; at < Place(i).Floats; at += 16) own.Take(Place(i).Offset + at, Vector512.Create(total, at));
            }
        }

        Run(step, first, second);
        for (int i = 0; i < 3; i++)
        {
            GpuParameter place = Place(i);
            foreach ((float[] found, float[] expected, string what) in new[] { (Weights(), weights, "weight"), (first, m, "first"), (second, v, "second") })
            {
                found.Skip(place.Offset).Take(place.Floats).ToArray().ShouldMatch(
                    [.. expected.Skip(place.Offset).Take(place.Floats)], Tolerances.Sum, $"{what} of parameter {i}");
            }
        }
    }

    private void Run(Step step, float[] m, float[] v) => memory.Run(
        frame =>
        {
            OptimizerChunk[] table = OptimizerTable.Of(
                new GpuLayout(0, 0, 0, 0, [Place(0), Place(1), Place(2)], [], false, null), splits, frame.GradientOffsets);
            Accelerator accelerator = TestDevice.Shared.Accelerator;
            using var chunks = accelerator.Allocate1D(table);
            using var firstBuffer = accelerator.Allocate1D(m);
            using var secondBuffer = accelerator.Allocate1D(v);
            step(frame, chunks.View, firstBuffer.View, secondBuffer.View);
            frame.Stream.Synchronize();
            firstBuffer.CopyToCPU(m);
            secondBuffer.CopyToCPU(v);
        },
        gradients);

    private float[] Weights() => memory.AllParameterFloats;

    private GpuParameter Place(int i) => memory.Place(i);

    /// <summary>A gradient's parts added up.</summary>
    private float[] Total(int i)
    {
        int floats = Place(i).Floats, start = (int)memory.GradientOffsets()[i];
        return [.. Enumerable.Range(0, floats).Select(k => (float)Enumerable.Range(0, splits[i].Parts).Sum(part => (double)gradients[start + part * floats + k]))];
    }

    private float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}

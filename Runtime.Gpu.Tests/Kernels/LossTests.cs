using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

/// <summary>Losses against the CPU's: outputs, gradients, the loss and the right answers.</summary>
public sealed unsafe class LossTests
{
    private const float Scale = 0.125f;

    private delegate void CpuLoss(CpuFrame* frame, int tile, float* from, float* gradient, int count);

    private delegate void GpuLoss(GpuFrame frame, int from, int gradient, int count);

    public static TheoryData<int, int, bool> Cases => new()
    {
        { 1, 1, true }, { 1, 10, false }, { 2, 10, true }, { 31, 3, true }, { 32, 2, false }, { 33, 10, true }, { 33, 45, true }, { 33, 45, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Softmax_and_cross_entropy_are_the_CPUs(int samples, int count, bool differentiates) =>
        Compare(NetArch.Losses.SoftmaxCrossEntropy, NetArch.Gpu.Losses.SoftmaxCrossEntropy, samples, count, differentiates, hasClasses: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sigmoid_and_binary_cross_entropy_are_the_CPUs(int samples, int count, bool differentiates) =>
        Compare(NetArch.Losses.SigmoidCrossEntropy, NetArch.Gpu.Losses.SigmoidCrossEntropy, samples, count, differentiates, hasClasses: false);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Squared_errors_are_the_CPUs(int samples, int count, bool differentiates) =>
        Compare(NetArch.Losses.SquaredError, NetArch.Gpu.Losses.SquaredError, samples, count, differentiates, hasClasses: false);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_targets_there_are_outputs_alone(bool wantsOutputs)
    {
        const int samples = 33, count = 5;
        using LaneTensor z = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = new(samples) { WantsOutputs = wantsOutputs };
        int from = memory.Buffer(z);
        memory.Run(frame => NetArch.Gpu.Losses.SoftmaxCrossEntropy(frame, from, -1, count), outputs: count);
        float[] outputs = memory.Read(from, count);
        for (int sample = 0; sample < samples; sample++) outputs.Skip(sample * count).Take(count).Sum().ShouldBe(1, 1e-6);
        memory.Losses.ShouldAllBe(value => value == 0);
        memory.Correct.ShouldAllBe(value => value == 0);
        if (wantsOutputs) memory.Outputs.ShouldBe(outputs);
        else memory.Outputs.ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void Large_logits_neither_overflow_nor_lose_a_small_loss()
    {
        using LaneTensor z = LaneTensor.Random(4, 3, 1, deviation: 1000);
        BatchMemory memory = new(4) { Labels = [.. Enumerable.Range(0, 4).Select(n => Largest(z, n))] };
        int from = memory.Buffer(z), gradient = memory.Buffer(3);
        memory.Set(StepLayout.LossScale, Scale);
        memory.Run(frame => NetArch.Gpu.Losses.SoftmaxCrossEntropy(frame, from, gradient, 3));
        memory.Losses.Take(4).ShouldAllBe(loss => loss >= 0 && loss < 1e-3f);
        memory.Correct.Take(4).ShouldAllBe(right => right == 1);
        memory.Read(gradient, 3).ShouldAllBe(value => Math.Abs(value) < 1e-3);
    }

    [Fact]
    public void A_sample_that_is_not_a_number_harms_no_other()
    {
        const int samples = 3, count = 4;
        using LaneTensor z = LaneTensor.Random(samples, count, 1);
        z.Tile(0)[2 * CpuLayout.Lanes + 1] = float.NaN;
        BatchMemory memory = new(samples) { Labels = [0, 0, 0] };
        int from = memory.Buffer(z), gradient = memory.Buffer(count);
        memory.Set(StepLayout.LossScale, Scale);
        memory.Run(frame => NetArch.Gpu.Losses.SoftmaxCrossEntropy(frame, from, gradient, count));
        memory.Losses.Take(3).Select(float.IsNaN).ShouldBe([false, true, false]);
        memory.Correct[1].ShouldBe(0);
        memory.Read(gradient, count).Select(float.IsNaN).ShouldBe(Enumerable.Range(0, samples * count).Select(i => i / count == 1));
    }

    private static void Compare(CpuLoss onCpu, GpuLoss onGpu, int samples, int count, bool differentiates, bool hasClasses)
    {
        using LaneTensor z = LaneTensor.Random(samples, count, 1, deviation: 3).Pad(0);
        var random = new Random(2);
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.Next(count))];
        float[] targets = [.. Enumerable.Range(0, samples * count).Select(i => i % 3 == 0 ? 1 : i % 3 == 1 ? 0 : random.NextSingle())];
        BatchMemory memory = new(samples) { WantsOutputs = true, Labels = hasClasses ? labels : null, Targets = hasClasses ? null : targets };
        int from = memory.Buffer(z), gradient = memory.Buffer(count);
        memory.Set(StepLayout.LossScale, Scale);
        memory.Run(frame => onGpu(frame, from, differentiates ? gradient : -1, count), outputs: count);
        CompareWithCpu(onCpu, z, memory, from, gradient, count, differentiates, hasClasses ? labels : null, targets);
        memory.Losses.Skip(samples).ShouldAllBe(value => value == 0);
        memory.Correct.Skip(samples).ShouldAllBe(value => value == 0);
        if (differentiates) memory.ReadPadding(gradient, count).ShouldAllBe(value => value == 0);
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    private static void CompareWithCpu(
        CpuLoss onCpu, LaneTensor z, BatchMemory memory, int from, int gradient, int count, bool differentiates, int[]? labels, float[] targets)
    {
        using LaneTensor gradients = LaneTensor.Empty(z.Samples, count);
        var outputs = new float[z.Samples * count];
        var losses = new double[z.Tiles];
        var correct = new int[z.Tiles];
        int[] indices = [.. Enumerable.Range(0, z.Samples)];
        fixed (int* classes = labels, places = indices, right = correct)
        fixed (float* vectors = targets, results = outputs)
        fixed (double* sums = losses)
        {
            CpuFrame frame = z.Frame();
            frame.Indices = places;
            frame.Labels = classes;
            frame.Targets = labels is null ? vectors : null;
            frame.Outputs = results;
            frame.Losses = sums;
            frame.Correct = right;
            frame.LossScale = Scale;
            for (int tile = 0; tile < z.Tiles; tile++) onCpu(&frame, tile, z.Tile(tile), differentiates ? gradients.Tile(tile) : null, count);
        }

        memory.Outputs.ShouldMatch(outputs, Tolerances.Curve, "output");
        if (differentiates) memory.Read(gradient, count).ShouldMatch(gradients.Unpack(), Tolerances.Curve, "gradient");
        else memory.Read(from, count).ShouldMatch(z.Unpack(), Tolerances.Curve, "result");
        memory.Losses.Sum(loss => (double)loss).ShouldBe(losses.Sum(), losses.Sum() * Tolerances.Curve.Relative + z.Samples * Tolerances.Curve.Absolute);
        memory.Correct.Sum().ShouldBe(correct.Sum());
    }

    private static int Largest(LaneTensor z, int sample) => Enumerable.Range(0, 3).MaxBy(i => z[sample, i]);
}

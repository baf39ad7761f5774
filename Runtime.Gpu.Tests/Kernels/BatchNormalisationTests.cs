using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed class BatchNormalisationTests
{
    public static TheoryData<int, int, int, double> Cases => new()
    {
        { 1, 3, 4, 0 }, { 2, 1, 1, 0 }, { 33, 5, 1, 0 }, { 33, 19, 9, 0 }, { 31, 2, 130, 0 }, { 32, 3, 33, 1000 }, { 3, 1, 300, -50 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Statistics_are_those_of_all_samples_and_positions(int samples, int channels, int positions, double mean)
    {
        using NormalisedBatch batch = new(samples, channels, positions, mean);
        batch.Memory.Run(batch.Merge);
        batch.Row(batch.Statistics, 0).ShouldMatch(batch.PerChannel(batch.Mean), Tolerances.Statistics, "mean");
        batch.Row(batch.Statistics, 1).ShouldMatch(batch.PerChannel(batch.Inverse), Tolerances.Statistics, "inverse deviation");
        batch.Row(batch.Statistics, 2).ShouldMatch(batch.PerChannel(c => batch.Scales[c] * batch.Inverse(c)), Tolerances.Statistics, "scale");
        batch.Row(batch.Statistics, 3).ShouldBe(batch.Shifts);
        batch.Memory.ParameterFloats(batch.RunningMean).ShouldMatch(
            batch.PerChannel(c => 0.9 * batch.OldMeans[c] + 0.1 * batch.Mean(c)), Tolerances.Statistics, "running mean");
        batch.Memory.ParameterFloats(batch.RunningVariance).ShouldMatch(
            batch.PerChannel(c => 0.9 * batch.OldVariances[c] + 0.1 * batch.Variance(c) * batch.Count / (batch.Count - 1)), Tolerances.Statistics, "running variance");
        batch.Memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void Running_statistics_stay_where_a_step_only_looks()
    {
        using NormalisedBatch batch = new(33, 3, 2, 1, updates: false);
        batch.Memory.Run(batch.Merge);
        batch.Memory.ParameterFloats(batch.RunningMean).ShouldBe(batch.OldMeans);
        batch.Memory.ParameterFloats(batch.RunningVariance).ShouldBe(batch.OldVariances);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_normalised_added_to_and_activated(int samples, int channels, int positions, double mean)
    {
        using NormalisedBatch batch = new(samples, channels, positions, mean);
        batch.Memory.Run(frame =>
        {
            batch.Merge(frame);
            BatchNormalisations.Apply<NetArch.Gpu.Relu>(frame, batch.Value, batch.Statistics, batch.Addend, batch.To, channels, positions);
            BatchNormalisations.Apply<NetArch.Gpu.Identity>(frame, batch.Value, batch.Statistics, -1, batch.Value, channels, positions);
        });
        double[] means = [.. Enumerable.Range(0, channels).Select(batch.Mean)], inverses = [.. Enumerable.Range(0, channels).Select(batch.Inverse)];
        float[] normalised = batch.PerValue((sample, c, i) => (batch.Values[sample, i] - means[c]) * inverses[c] * batch.Scales[c] + batch.Shifts[c]);
        batch.Memory.Read(batch.Value, channels * positions).ShouldMatch(normalised, Tolerances.Normalised(mean), "normalised");
        batch.Memory.Read(batch.To, channels * positions).ShouldMatch(
            [.. normalised.Zip(batch.Addends.Unpack(), (x, added) => Math.Max(0, x + added))], Tolerances.Normalised(mean), "activated");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_pass_as_the_definition_says(int samples, int channels, int positions, double mean)
    {
        using NormalisedBatch batch = new(samples, channels, positions, mean);
        batch.Memory.Run(frame =>
        {
            batch.Merge(frame);
            batch.MergeGradients(frame, trained: true);
            BatchNormalisations.Backward<NetArch.Gpu.Identity>(
                frame, batch.Gradient, batch.Value, batch.Coefficients, batch.To, channels, positions);
        });
        double[] means = [.. Enumerable.Range(0, channels).Select(batch.Mean)], inverses = [.. Enumerable.Range(0, channels).Select(batch.Inverse)];
        double Normalised(int sample, int c, int i) => (batch.Values[sample, i] - means[c]) * inverses[c];
        double[] sums = [.. Enumerable.Range(0, channels).Select(c => batch.Average(c, (n, i) => batch.Gradients[n, i]))];
        double[] products = [.. Enumerable.Range(0, channels).Select(c => batch.Average(c, (n, i) => batch.Gradients[n, i] * Normalised(n, c, i)))];
        batch.Memory.Gradient(batch.Scale).ShouldMatch(batch.PerChannel(c => products[c] * batch.Count), Tolerances.Sum, "scale");
        batch.Memory.Gradient(batch.Shift).ShouldMatch(batch.PerChannel(c => sums[c] * batch.Count), Tolerances.Sum, "shift");
        batch.Memory.Read(batch.To, channels * positions).ShouldMatch(
            batch.PerValue((n, c, i) => batch.Scales[c] * inverses[c] * (batch.Gradients[n, i] - sums[c] - Normalised(n, c, i) * products[c])),
            Tolerances.Normalised(mean), "value");
        batch.Memory.ReadPadding(batch.To, channels * positions).ShouldAllBe(value => value == 0);
        batch.Memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void A_gradient_passes_through_the_activation_before_the_norm_in_place()
    {
        const int channels = 3, positions = 2;
        using NormalisedBatch batch = new(33, channels, positions, 0);
        batch.Memory.Run(frame =>
        {
            batch.Merge(frame);
            batch.MergeGradients(frame, trained: false);
            BatchNormalisations.Backward<NetArch.Gpu.Identity>(
                frame, batch.Gradient, batch.Value, batch.Coefficients, batch.To, channels, positions);
            BatchNormalisations.Backward<NetArch.Gpu.Tanh>(
                frame, batch.Gradient, batch.Value, batch.Coefficients, batch.Gradient, channels, positions);
        });
        float[] plain = batch.Memory.Read(batch.To, channels * positions);
        batch.Memory.Read(batch.Gradient, channels * positions).ShouldMatch(
            [.. plain.Zip(batch.Values.Unpack(), (d, z) => d * (1 - z * z))], Tolerances.Rounding);
        batch.Memory.Gradient(batch.Scale).ShouldAllBe(value => float.IsNaN(value), "nothing is trained");
    }

    [Fact]
    public void A_single_value_per_channel_cannot_be_normalised()
    {
        using NormalisedBatch batch = new(1, 2, 1, 0);
        Should.Throw<InvalidOperationException>(() => batch.Memory.Run(batch.Merge)).Message.ShouldContain("two samples");
    }

    [Fact]
    public void Gradients_of_a_norm_come_in_one_part()
    {
        BatchMemory memory = new(33);
        int sums = memory.Floats(96), rows = memory.Floats(64), to = memory.Floats(64);
        int scale = memory.Parameter(1, 1, 1, [1], new GradientSplit(1, 1, 2, 1)), shift = memory.Vector(0);
        Should.Throw<InvalidOperationException>(() => memory.Run(
            frame => BatchNormalisations.MergeGradients(frame, sums, rows, to, scale, shift, true, 1, 1))).Message.ShouldContain("one part");
    }
}

namespace NetArch.Runtime.Tests;

public sealed class InitialisationTests
{
    private static readonly ParameterDescription Weight = new("fc1.weight", "fc1", ParameterKind.Weight, [300, 100], FanIn: 100, FanOut: 300, Trained: true);

    [Theory]
    [InlineData(Initialisation.Xavier, 0.122474f)] // sqrt(6 / 400)
    [InlineData(Initialisation.He, 0.244949f)] // sqrt(6 / 100)
    [InlineData(Initialisation.LeCun, 0.173205f)] // sqrt(3 / 100)
    public void Weights_are_uniform_within_the_bound_of_their_formula(Initialisation initialisation, float bound)
    {
        float[] values = Of(initialisation, seed: 1);
        values.Max().ShouldBeInRange(bound * 0.999f, bound);
        values.Min().ShouldBeInRange(-bound, -bound * 0.999f);
        double variance = values.Average(value => (double)value * value);
        variance.ShouldBe(bound * bound / 3, bound * bound / 3 * 0.03);
        values.Average(value => (double)value).ShouldBe(0, bound * 0.02);
    }

    [Theory]
    [InlineData(ParameterKind.Bias, 0)]
    [InlineData(ParameterKind.Shift, 0)]
    [InlineData(ParameterKind.RunningMean, 0)]
    [InlineData(ParameterKind.Scale, 1)]
    [InlineData(ParameterKind.RunningVariance, 1)]
    public void Other_parameters_start_at_their_neutral_value(ParameterKind kind, float value) =>
        Of(Initialisation.Xavier, 1, Weight with { Kind = kind }).ShouldAllBe(found => found == value);

    [Fact]
    public void Same_seed_gives_the_same_weights_another_seed_or_name_others()
    {
        float[] first = Of(Initialisation.Xavier, 1);
        Of(Initialisation.Xavier, 1).ShouldBe(first);
        Of(Initialisation.Xavier, 2).ShouldNotBe(first);
        Of(Initialisation.Xavier, 1, Weight with { Name = "fc2.weight" }).ShouldNotBe(first);
    }

    [Fact]
    public void Element_i_is_word_i_of_the_parameters_stream()
    {
        float[] values = Of(Initialisation.LeCun, 7);
        PhiloxBlock block = Philox.Block(7, Philox.Stream("fc1.weight"), 500);
        values[2002].ShouldBe((2 * Philox.Unit(block.X2) - 1) * (float)Math.Sqrt(3.0 / 100));
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(0.5f)]
    public void Normal_weights_have_their_deviation_and_a_normal_distributions_tails(float deviation)
    {
        float[] values = Of(Initialisation.Normal, seed: 1, deviation: deviation);
        values.Average(value => (double)value).ShouldBe(0, deviation * 0.02);
        Math.Sqrt(values.Average(value => (double)value * value)).ShouldBe(deviation, deviation * 0.01);
        Share(1).ShouldBe(0.6827, 0.01);
        Share(2).ShouldBe(0.9545, 0.005);
        Share(3).ShouldBe(0.9973, 0.002);

        double Share(int deviations) => values.Count(value => Math.Abs(value) < deviations * deviation) / (double)values.Length;
    }

    [Fact]
    public void An_odd_number_of_normal_weights_is_filled_to_the_end() =>
        Of(Initialisation.Normal, 1, Weight with { Shape = [1, 3] }).ShouldAllBe(value => value != 0);

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_deviation_must_be_a_finite_number_from_zero(float deviation) =>
        Should.Throw<ArgumentOutOfRangeException>(new NetworkOptions(Deviation: deviation).Check).Message.ShouldContain("standard deviation");

    private static float[] Of(Initialisation initialisation, ulong seed, ParameterDescription? parameter = null, float deviation = 0.01f) =>
        InitialWeights.Of(parameter ?? Weight, new NetworkOptions(Initialisation: initialisation, Deviation: deviation), seed);
}

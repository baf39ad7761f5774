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
        float[] values = InitialWeights.Of(Weight, initialisation, seed: 1);
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
        InitialWeights.Of(Weight with { Kind = kind }, Initialisation.Xavier, 1).ShouldAllBe(found => found == value);

    [Fact]
    public void Same_seed_gives_the_same_weights_another_seed_or_name_others()
    {
        float[] first = InitialWeights.Of(Weight, Initialisation.Xavier, 1);
        InitialWeights.Of(Weight, Initialisation.Xavier, 1).ShouldBe(first);
        InitialWeights.Of(Weight, Initialisation.Xavier, 2).ShouldNotBe(first);
        InitialWeights.Of(Weight with { Name = "fc2.weight" }, Initialisation.Xavier, 1).ShouldNotBe(first);
    }

    [Fact]
    public void Element_i_is_word_i_of_the_parameters_stream()
    {
        float[] values = InitialWeights.Of(Weight, Initialisation.LeCun, 7);
        PhiloxBlock block = Philox.Block(7, Philox.Stream("fc1.weight"), 500);
        values[2002].ShouldBe((2 * Philox.Unit(block.X2) - 1) * (float)Math.Sqrt(3.0 / 100));
    }
}

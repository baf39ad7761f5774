using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Examples;

/// <summary>The worked adversarial example: a network that takes two pixels for the flag of Poland where p2 &gt; 2 p1, else for another.</summary>
public sealed class FlagsTests
{
    private const int Other = 0, Poland = 1;

    [Theory]
    [InlineData(255, 509, Other)]
    [InlineData(255, 512, Poland)] // No pixel is brighter than 255, and the network does not mind.
    [InlineData(0, 1, Poland)]
    [InlineData(1, 0, Other)]
    public void Poland_wins_where_the_second_pixel_is_more_than_twice_the_first(float first, float second, int flag)
    {
        using Flags flags = Trained();
        flags.Predict(new[] { first, second }).Class.ShouldBe(flag);
    }

    [Fact]
    public void A_step_along_the_sign_of_the_inputs_gradient_turns_one_flag_into_the_other()
    {
        using Flags flags = Trained();
        float[] pixels = [0.4f, 0.6f];
        flags.Predict(pixels).Class.ShouldBe(Other);

        float[] gradient = flags.InputGradient(pixels, Other);

        // Cross-entropy: (p - 1) w_Other + (1 - p) w_Poland, p = 1 / (1 + e^(0.6 - 0.8)).
        double p = 1 / (1 + Math.Exp(0.6 - 0.8));
        gradient.ShouldBe([(float)(-2 * (1 - p)), (float)(1 - p)], 1e-6);
        float[] changed = [.. pixels.Zip(gradient, (pixel, slope) => pixel + 0.1f * MathF.Sign(slope))];
        changed.ShouldBe([0.3f, 0.7f], 1e-6);
        flags.Predict(changed).Class.ShouldBe(Poland);
    }

    private static Flags Trained()
    {
        var flags = new Flags(threads: 1);
        flags.Scores.Weights.CopyFrom([2, 0, 0, 1]);
        flags.Scores.Biases.CopyFrom([0, 0]);
        return flags;
    }
}

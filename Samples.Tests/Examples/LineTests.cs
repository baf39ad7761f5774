using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Examples;

/// <summary>
/// The worked example of transfer learning, every digit: f(x) = (w1 x + b1) w2 + b2 with w1 = b1 = w2 = 1 and b2 = -1, so f(x) = x; data
/// (-1, 1), (2, 4); the loss is the sum of squared errors.
/// </summary>
public sealed class LineTests
{
    private static readonly Line.Input[] Inputs = [-1f, 2f];
    private static readonly Line.Target[] Targets = [1f, 4f];
    private static readonly Sgd Descent = new(0.1f);

    [Fact]
    public void Its_gradients_are_minus_4_8_12_8()
    {
        using Line line = Start();
        line.Gradients(Inputs, Targets, Reduction.Sum).ShouldBe(8, 1e-6); // (-1 - 1)^2 + (2 - 4)^2
        line.Parameters.Select(parameter => parameter.Gradient.Single()).ShouldBe([-4f, -8f, -12f, -8f]);
    }

    [Fact]
    public void With_the_first_layer_frozen_one_step_gives_2_2_x_plus_2()
    {
        using Line line = Start();
        line.First.Freeze();

        line.Step(Inputs, Targets, Descent, Reduction.Sum);

        Values(line).ShouldBe([1f, 1f, 2.2f, -0.2f], 1e-6);
        Function(line).ShouldBe((2.2f, 2f));
    }

    [Fact]
    public void With_half_the_rate_for_the_first_layer_one_step_gives_2_64_x_plus_2_88()
    {
        using Line line = Start();
        line.First.LearningRate = 0.05f;

        line.Step(Inputs, Targets, Descent, Reduction.Sum);

        Values(line).ShouldBe([1.2f, 1.4f, 2.2f, -0.2f], 1e-6);
        Function(line).ShouldBe((2.64f, 2.88f));
    }

    [Fact]
    public void An_epoch_over_both_points_is_the_same_step()
    {
        using Line line = Start();
        line.First.Freeze();
        Dataset<Line.Input> points = Dataset.From<Line.Input, Line.Target>("points", Inputs, Targets);

        line.Fit(points, Descent, epochs: 1, batch: 2, reduction: Reduction.Sum);

        Values(line).ShouldBe([1f, 1f, 2.2f, -0.2f], 1e-6);
    }

    private static Line Start()
    {
        var line = new Line(threads: 1);
        float[] values = [1, 1, 1, -1];
        for (int i = 0; i < values.Length; i++) line.Parameters[i].CopyFrom([values[i]]);
        return line;
    }

    private static float[] Values(Line line) => [.. line.Parameters.Select(parameter => parameter.ToArray().Single())];

    /// <summary>Slope and height of the line, to four digits.</summary>
    private static (float Slope, float Height) Function(Line line)
    {
        float height = line.Predict(0f).Values.Span[0], slope = line.Predict(1f).Values.Span[0] - height;
        return (MathF.Round(slope, 4), MathF.Round(height, 4));
    }
}

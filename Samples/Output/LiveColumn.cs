using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetArch.Samples.Output;

/// <summary>The training's latest step: written by the training thread at every step, read by the screen's ten times a second.</summary>
internal sealed class LiveState
{
    private readonly Lock gate = new();
    private TrainingStep? latest;

    public TrainingStep? Latest
    {
        get
        {
            lock (gate) return latest;
        }

        set
        {
            lock (gate) latest = value;
        }
    }
}

/// <summary>Some of the latest step's numbers beside the bar, made to text only when the screen is drawn.</summary>
/// <param name="width">Of the column, in characters, so that the bar stays where it is.</param>
internal sealed class LiveColumn(LiveState state, int width, Func<TrainingStep, string> text) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(state.Latest is { } step ? text(step) : "");

    public override int? GetColumnWidth(RenderOptions options) => width;

    /// <summary><c>epoch 3/10</c></summary>
    public static LiveColumn Epochs(LiveState state) =>
        new(state, 16, step => Invariant($"epoch {step.Epoch}/{step.Epochs}"));

    /// <summary><c>loss 0.0523  98.41%  158,120 images/s  0:12 left</c></summary>
    public static LiveColumn Numbers(LiveState state) => new(state, 48, step => string.Join("  ",
        Invariant($"loss {step.Loss:0.0000}"),
        step.Accuracy is { } accuracy ? Invariant($"{100 * accuracy:0.00}%") : "",
        Invariant($"{step.ImagesPerSecond:N0} images/s"),
        $"{Clock(step.TimeLeft)} left"));

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : Invariant($"{time.Minutes}:{time.Seconds:00}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

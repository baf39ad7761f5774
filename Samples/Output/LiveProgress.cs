using System.Globalization;
using Spectre.Console;

namespace NetArch.Samples.Output;

/// <summary>A bar over the whole training at the bottom of the screen, and above it a line per finished epoch.</summary>
internal sealed class LiveProgress : TrainingProgress
{
    private const int EpochCells = 9;
    private const int CharactersBesideBar = 68;

    private readonly IAnsiConsole console;
    private readonly ProgressTask bar;
    private readonly LiveState state;
    private TrainingSize size;

    private LiveProgress(IAnsiConsole console, ProgressTask bar, LiveState state)
    {
        this.console = console;
        this.bar = bar;
        this.state = state;
    }

    public static TrainingRun Show(IAnsiConsole console, Func<TrainingProgress, TrainingRun> train)
    {
        var state = new LiveState();
        var columns = new ProgressColumn[] { LiveColumn.Epochs(state), new ProgressBarColumn { Width = BarWidth(console) }, LiveColumn.Numbers(state) };
        return new Progress(console) { AutoClear = true, HideCompleted = false }
            .Columns(columns)
            .Start(context => train(new LiveProgress(console, context.AddTask("training"), state)));
    }

    public override void Started(in TrainingSize size)
    {
        this.size = size;
        bar.MaxValue = (double)size.Epochs * size.Steps;
        string validation = size.ValidationSamples > 0 ? Invariant($", {size.ValidationSamples:N0} to validate") : "";
        Print(Invariant($"training on {size.Samples:N0} samples{validation}: {size.Epochs} epochs of {size.Steps:N0} steps"));
        Print($"{"epoch",EpochCells}  {"loss",7}  {"accuracy",8}" + (size.ValidationSamples > 0 ? $"  {"validation",10}  {"accuracy",8}" : "") + $"  {"images/s",9}");
    }

    public override void Stepped(in TrainingStep step)
    {
        state.Latest = step;
        bar.Value = (step.Epoch - 1.0) * step.Steps + step.Step;
    }

    public override void EpochEnded(EpochResult epoch) => Print(
        $"{Invariant($"{epoch.Epoch}/{size.Epochs}"),EpochCells}  {Loss(epoch.Loss)}  {Percent(epoch.Accuracy)}"
        + (epoch.ValidationLoss is { } loss ? $"  {Loss(loss),10}  {Percent(epoch.ValidationAccuracy)}" : "")
        + Invariant($"  {epoch.ImagesPerSecond,9:N0}"));

    private static int BarWidth(IAnsiConsole console) => Math.Clamp(console.Profile.Width - CharactersBesideBar, 8, 40);

    private void Print(string line) => console.WriteLine(line);

    private static string Loss(double loss) => Invariant($"{loss,7:0.0000}");

    private static string Percent(double? share) => share is { } value ? Invariant($"{100 * value,7:0.00}%") : $"{"-",8}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

namespace NetArch.Samples.Output;

/// <summary>Shows a training while it runs: a live bar to someone who watches, a line per epoch to a file.</summary>
internal static class TrainingView
{
    public static TrainingRun Show(Terminal terminal, Func<TrainingProgress, TrainingRun> train) => terminal.IsLive
        ? LiveProgress.Show(terminal.Console, train)
        : train(TrainingProgress.To(terminal.Output));
}

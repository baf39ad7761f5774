using System.Globalization;

namespace NetArch.Runtime.Tests;

public sealed class ProgressTests
{
    [Fact]
    public void Every_step_and_epoch_is_heard()
    {
        using var flags = Flags.Create(new NetworkOptions());
        var listener = new Listener();
        TrainingRun run = flags.Fit(FitTests.Clouds(100), new Sgd(), epochs: 2, batch: 30, validation: 0.1, progress: listener);
        listener.Size.ShouldBe(new TrainingSize("Flags", 2, 3, 90, 10));
        listener.Steps.Select(step => (step.Epoch, step.Step)).ShouldBe([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]);
        listener.Steps.ShouldAllBe(step => step.Steps == 3 && step.Epochs == 2 && step.ImagesPerSecond > 0);
        listener.Steps[^1].TimeLeft.ShouldBe(TimeSpan.Zero);
        listener.Steps[2].Loss.ShouldBe(run.Epochs[0].Loss);
        listener.Epochs.ShouldBe(run.Epochs);
        listener.Run.ShouldBe(run);
    }

    [Fact]
    public void Text_is_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using var flags = Flags.Create(new NetworkOptions());
            var text = new StringWriter();
            flags.Fit(FitTests.Clouds(2000), new Sgd(), epochs: 1, batch: 500, validation: 0.1, progress: TrainingProgress.To(text));
            string[] lines = text.ToString().ReplaceLineEndings("\n").Split('\n');
            lines[0].ShouldBe("training Flags on 1,800 samples, 200 to validate: 1 epochs of 4 steps");
            lines[1].ShouldMatch(@"^epoch 1/1  loss \d\.\d{4}  accuracy \d+\.\d\d%  validation loss \d\.\d{4}  validation accuracy \d+\.\d\d%  [\d,]+ images/s$");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class Listener : TrainingProgress
    {
        public TrainingSize Size { get; private set; }

        public List<TrainingStep> Steps { get; } = [];

        public List<EpochResult> Epochs { get; } = [];

        public TrainingRun? Run { get; private set; }

        public override void Started(in TrainingSize size) => Size = size;

        public override void Stepped(in TrainingStep step) => Steps.Add(step);

        public override void EpochEnded(EpochResult epoch) => Epochs.Add(epoch);

        public override void Finished(TrainingRun run) => Run = run;
    }
}

namespace NetArch;

/// <summary>Hears how training goes. Override what is of interest; calls come on the training thread, so be quick in <see cref="Stepped"/>.</summary>
public abstract class TrainingProgress
{
    /// <summary>A line of text per epoch, on standard output.</summary>
    public static TrainingProgress Console { get; } = new TextProgress(System.Console.Out);

    /// <summary>A line of text per epoch.</summary>
    public static TrainingProgress To(TextWriter writer) => new TextProgress(writer);

    public virtual void Started(in TrainingSize size)
    {
    }

    public virtual void Stepped(in TrainingStep step)
    {
    }

    public virtual void EpochEnded(EpochResult epoch)
    {
    }

    public virtual void Finished(TrainingRun run)
    {
    }
}

/// <param name="Network">The network's name.</param>
/// <param name="Steps">Steps in an epoch.</param>
/// <param name="Samples">Samples trained on in an epoch.</param>
/// <param name="ValidationSamples">Samples kept for validation; 0 for none.</param>
public readonly record struct TrainingSize(string Network, int Epochs, int Steps, int Samples, int ValidationSamples);

/// <summary>Where training is after a step.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">In this epoch, from 1.</param>
/// <param name="Loss">Of the epoch so far.</param>
/// <param name="Accuracy">Of the epoch so far, 0 to 1; null for squared error.</param>
/// <param name="ImagesPerSecond">Samples a second in this epoch, training alone.</param>
/// <param name="TimeLeft">Until the last epoch ends, at the speed so far, validation included.</param>
public readonly record struct TrainingStep(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double? Accuracy, double ImagesPerSecond, TimeSpan TimeLeft);

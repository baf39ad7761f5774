using System.Globalization;
using System.Text;

namespace NetArch;

/// <summary>A line of text per epoch.</summary>
internal sealed class TextProgress(TextWriter writer) : TrainingProgress
{
    private TrainingSize size;
    private TimeSpan left;

    public override void Started(in TrainingSize size)
    {
        this.size = size;
        string validation = size.ValidationSamples > 0 ? Invariant($", {size.ValidationSamples:N0} to validate") : "";
        writer.WriteLine(Invariant($"training {size.Network} on {size.Samples:N0} samples{validation}: {size.Epochs} epochs of {size.Steps:N0} steps"));
    }

    public override void Stepped(in TrainingStep step) => left = step.TimeLeft;

    public override void EpochEnded(EpochResult epoch)
    {
        var line = new StringBuilder(Invariant($"epoch {epoch.Epoch}/{size.Epochs}  loss {epoch.Loss:0.0000}"));
        if (epoch.Accuracy is { } accuracy) line.Append(Invariant($"  accuracy {100 * accuracy:0.00}%"));
        if (epoch.ValidationLoss is { } loss) line.Append(Invariant($"  validation loss {loss:0.0000}"));
        if (epoch.ValidationAccuracy is { } validation) line.Append(Invariant($"  validation accuracy {100 * validation:0.00}%"));
        line.Append(Invariant($"  {epoch.ImagesPerSecond:N0} images/s"));
        if (epoch.Epoch < size.Epochs) line.Append(Invariant($"  {left.TotalSeconds:0} s left"));
        writer.WriteLine(line.ToString());
        writer.Flush();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

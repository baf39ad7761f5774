namespace NetArch;

/// <summary>What came out of a training.</summary>
/// <param name="Epochs">In order.</param>
/// <param name="Kept">The number of the epoch whose weights the network now has: the best one, or the last.</param>
/// <param name="Elapsed">From start to end, validation included.</param>
public sealed record TrainingRun(IReadOnlyList<EpochResult> Epochs, int Kept, TimeSpan Elapsed)
{
    /// <summary>Samples trained on a second, validation not counted.</summary>
    public double ImagesPerSecond => Epochs.Sum(epoch => epoch.ImagesPerSecond * epoch.TrainingTime.TotalSeconds)
        / Epochs.Sum(epoch => epoch.TrainingTime.TotalSeconds);
}

/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Over the epoch, weights changing meanwhile; a mean over samples, or the sum where squared errors are added up.</param>
/// <param name="Accuracy">0 to 1, weights changing meanwhile; null for squared error.</param>
/// <param name="ValidationLoss">Mean, after the epoch; null without validation.</param>
/// <param name="ValidationAccuracy">After the epoch; null without validation and for squared error.</param>
/// <param name="LearningRate">Of the epoch's last step.</param>
/// <param name="TrainingTime">Without validation.</param>
public sealed record EpochResult(
    int Epoch, double Loss, double? Accuracy, double? ValidationLoss, double? ValidationAccuracy,
    double LearningRate, TimeSpan TrainingTime, double ImagesPerSecond);

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NetArch.Samples.Output;

/// <summary>What <c>train</c> and <c>eval</c> measured. Null is what is not known, as of a checkpoint that another program wrote.</summary>
/// <param name="Epochs">Of the training, as are batch, seed and training loss.</param>
/// <param name="TestAccuracy">0 to 1; null for squared error.</param>
/// <param name="ImagesPerSecond">In training for <c>train</c>, in inference for <c>eval</c>.</param>
/// <param name="Seconds">That the same took.</param>
/// <param name="Device"><c>cpu</c>, or the name of the GPU.</param>
internal sealed record TrainingReport(
    string Network, string? Dataset, int? Epochs, int? Batch, ulong? Seed, int Threads, long Parameters,
    double? TrainLoss, double TestLoss, double? TestAccuracy, double ImagesPerSecond, double Seconds, string Device)
{
    public static TrainingReport Of(
        NetworkDescription network, Tasks.TrainingNotes notes, Evaluation evaluation, Devices.ComputeSettings compute, double imagesPerSecond, TimeSpan elapsed) =>
        new(network.Name, notes.Dataset, notes.Epochs, notes.Batch, notes.Seed, compute.Threads, network.ParameterCount(),
            notes.Loss, evaluation.Loss, evaluation.Accuracy, imagesPerSecond, elapsed.TotalSeconds, compute.DeviceName);
}

/// <summary>What <c>bench</c> measured.</summary>
/// <param name="Mode">train or infer.</param>
/// <param name="MedianMilliseconds">Of one batch.</param>
/// <param name="PlannedBytes">What the compiler planned for training; null for inference.</param>
/// <param name="PeakBytes">The most memory of the machine that the process had.</param>
/// <param name="Device"><c>cpu</c>, or the name of the GPU, whose memory the plan is of.</param>
internal sealed record BenchReport(
    string Network, int Batch, string Mode, int Threads, double ImagesPerSecond, double MedianMilliseconds, double Gflops,
    long? PlannedBytes, long PeakBytes, string Device);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TrainingReport))]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Writes one object to a file, whole or not at all.</summary>
internal static class JsonReport
{
    public static void Write(string path, TrainingReport report) => Write(path, report, ReportJson.Default.TrainingReport);

    public static void Write(string path, BenchReport report) => Write(path, report, ReportJson.Default.BenchReport);

    private static void Write<TReport>(string path, TReport report, JsonTypeInfo<TReport> type)
    {
        try
        {
            AtomicFile.Write(path, stream =>
            {
                JsonSerializer.Serialize(stream, report, type);
                stream.WriteByte((byte)'\n');
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandException($"{path} cannot be written: {error.Message}", error);
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NetArch.Samples.Tasks;

/// <summary>What a checkpoint's metadata keeps of its training: <c>eval</c> needs the standardisation and reports the rest.</summary>
/// <param name="Loss">Of the training part, in the epoch whose weights were kept.</param>
/// <param name="Inputs">How inputs were standardised.</param>
internal sealed record TrainingNotes(string? Dataset, int? Epochs, int? Batch, ulong? Seed, double? Loss, Standardisation? Inputs)
{
    private const string ChecksumKey = "notes_sha256";
    private static readonly string[] Keys = ["dataset", "epochs", "batch", "seed", "train_loss", "input_mean", "input_deviation"];

    /// <summary>Of a file that says nothing about its training.</summary>
    public static TrainingNotes None { get; } = new(null, null, null, null, null, null);

    public Dictionary<string, string> ToMetadata()
    {
        string[] values =
        [
            Dataset!, Text(Epochs), Text(Batch), Text(Seed), Text(Loss), Text(Inputs!.Mean), Text(Inputs.Deviation),
        ];
        var metadata = Keys.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        metadata[ChecksumKey] = Checksum(metadata);
        return metadata;
    }

    /// <summary>The notes in a checkpoint; null where it has none, as when another program wrote it.</summary>
    /// <exception cref="NetArchException">The file has notes, and they are damaged.</exception>
    public static TrainingNotes? Read(string path, int channels)
    {
        IReadOnlyDictionary<string, string> metadata = Checkpoint.ReadMetadata(path);
        if (!metadata.ContainsKey(ChecksumKey) && !Keys.Any(metadata.ContainsKey)) return null;
        // A flipped bit in a key loses that key and keeps the others, so one that is missing is damage too.
        bool whole = Keys.All(metadata.ContainsKey) && metadata.TryGetValue(ChecksumKey, out string? checksum) && checksum == Checksum(metadata);
        if (!whole) throw new CommandException($"{path} is damaged: its notes on the training do not fit their checksum.");
        try
        {
            return Parse(metadata, channels);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new CommandException($"{path} has notes on its training that cannot be read: {error.Message}", error);
        }
    }

    private static TrainingNotes Parse(IReadOnlyDictionary<string, string> metadata, int channels)
    {
        var inputs = new Standardisation(Floats(metadata["input_mean"]), Floats(metadata["input_deviation"]));
        if (inputs.Mean.Count != channels || inputs.Deviation.Count != channels)
            throw new FormatException($"inputs have {channels} channels; their means are {inputs.Mean.Count}, their deviations {inputs.Deviation.Count}.");
        if (!inputs.Mean.All(float.IsFinite) || !inputs.Deviation.All(value => float.IsFinite(value) && value > 0))
            throw new FormatException("the inputs' means must be finite numbers, and their deviations finite numbers above 0.");
        return new TrainingNotes(
            metadata["dataset"], Number<int>(metadata["epochs"]), Number<int>(metadata["batch"]), Number<ulong>(metadata["seed"]),
            Number<double>(metadata["train_loss"]), inputs);
    }

    private static string Checksum(IReadOnlyDictionary<string, string> metadata) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Keys.Select(key => $"{key}={metadata[key]}")))));

    private static string Text(IFormattable? value) => value!.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<float> values) => string.Join(' ', values.Select(value => Text(value)));

    private static float[] Floats(string text) => [.. text.Split(' ').Select(Number<float>)];

    private static TNumber Number<TNumber>(string text) where TNumber : IParsable<TNumber> => TNumber.Parse(text, CultureInfo.InvariantCulture);
}

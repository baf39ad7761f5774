namespace NetArch;

/// <summary>CIFAR-10 (Krizhevsky 2009): 50,000 small photographs to train and 10,000 to test, 3x32x32, of ten classes; from 0 to 1.</summary>
public static class Cifar10
{
    /// <summary>The folder within its archive.</summary>
    internal const string ArchiveFolder = "cifar-10-batches-bin";

    internal const string TestFile = "test_batch.bin";

    internal static readonly string[] TrainFiles = [.. Enumerable.Range(1, 5).Select(batch => FormattableString.Invariant($"data_batch_{batch}.bin"))];

    private static readonly SampleShape Shape = new(3, 32, 32);

    /// <summary>What the classes are called, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    internal static IEnumerable<string> Files => TrainFiles.Append(TestFile);

    /// <summary>Reads the six files of the binary version from a folder, or from the <c>cifar-10-batches-bin</c> in it. A larger
    /// input of three channels gets the images centred on black; an input of 3,072 values gets them channel by channel.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged, or the images do not fit the input.</exception>
    public static (Dataset<TInput> Train, Dataset<TInput> Test) Load<TInput>(string folder) where TInput : struct, INetworkInput<TInput>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ImageSamples.CheckShape("CIFAR-10", Shape, TInput.Shape);
        string[] paths = [.. Files.Select(file => Find(folder, file))];
        return (LoadPart<TInput>("CIFAR-10 train", paths[..^1]), LoadPart<TInput>("CIFAR-10 test", paths[^1..]));
    }

    private static Dataset<TInput> LoadPart<TInput>(string name, string[] paths) where TInput : struct, INetworkInput<TInput>
    {
        LabelledImages images = LabelledImages.Join([.. paths.Select(path => LabelledImages.Read(path, Shape.Count, ClassNames.Count))]);
        return ImageSamples.Create<TInput>(name, Shape, images.Pixels, images.Labels, ClassNames);
    }

    private static string Find(string folder, string name)
    {
        string[] places = [Path.Combine(folder, name), Path.Combine(folder, ArchiveFolder, name)];
        return places.FirstOrDefault(File.Exists) ?? throw new DatasetException(
            $"{folder} holds no {name}, nor a folder {ArchiveFolder} with it; CIFAR-10's binary version is six files: {string.Join(", ", Files)}.");
    }
}

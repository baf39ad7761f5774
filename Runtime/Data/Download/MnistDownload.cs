namespace NetArch;

/// <summary>Brings the MNIST files into the user's cache folder, where <see cref="Mnist.Load"/> reads them.</summary>
public static class MnistDownload
{
    private static readonly string[] Mirrors =
    [
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ];

    /// <summary>SHA-256 of the files as they are unpacked; mirrors may pack them differently.</summary>
    private static readonly DownloadedFile[] Expected =
    [
        new("train-images-idx3-ubyte.gz", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte.gz", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte.gz", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte.gz", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>Where the files are put: <c>netarch/mnist</c> in the user's cache folder.</summary>
    public static string Folder => UserCache.Folder("mnist");

    /// <summary>Whether all four files are there.</summary>
    public static bool IsComplete => Expected.All(file => File.Exists(Path.Combine(Folder, file.Name)));

    /// <summary>Downloads the files that are not there yet, checks each against its SHA-256, and gives the folder.</summary>
    /// <param name="report">Hears a line about each file.</param>
    /// <exception cref="DatasetException">No mirror gave a file, or it cannot be written; what is there already stays.</exception>
    public static Task<string> DownloadAsync(Action<string>? report = null, CancellationToken cancellation = default) =>
        new FileDownload(Mirrors, new HttpClientHandler()).FetchAsync(Expected, Folder, report, cancellation);
}

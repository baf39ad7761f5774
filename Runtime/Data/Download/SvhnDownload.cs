namespace NetArch;

/// <summary>Brings the cropped digits of SVHN into the user's cache folder, where <see cref="Svhn.Load"/> reads them.</summary>
public static class SvhnDownload
{
    private const long LongestFile = 512 << 20;

    private static readonly string[] Mirrors = ["http://ufldl.stanford.edu/housenumbers/"];

    /// <summary>SHA-256 of the files, as TensorFlow Datasets lists them.</summary>
    private static readonly DownloadedFile[] Expected =
    [
        new(Svhn.TrainFile, "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8", ChecksumOf.File, LongestFile),
        new(Svhn.TestFile, "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b", ChecksumOf.File, LongestFile),
    ];

    /// <summary>Where the files are put: <c>netarch/svhn</c> in the user's cache folder.</summary>
    public static string Folder => UserCache.Folder("svhn");

    /// <summary>Whether both files are there.</summary>
    public static bool IsComplete => Expected.All(file => File.Exists(Path.Combine(Folder, file.Name)));

    /// <summary>Downloads the files that are not there yet, 235 MiB in all, checks each against its SHA-256, and gives the folder.</summary>
    /// <param name="report">Hears a line about each file, and more while it is copied.</param>
    /// <exception cref="DatasetException">A file could not be had, or cannot be written; what is there already stays.</exception>
    public static Task<string> DownloadAsync(Action<string>? report = null, CancellationToken cancellation = default) =>
        new FileDownload(Mirrors, new HttpClientHandler()).FetchAsync(Expected, Folder, report, cancellation);
}

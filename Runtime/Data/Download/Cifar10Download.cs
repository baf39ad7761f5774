namespace NetArch;

/// <summary>Brings CIFAR-10's binary version into the user's cache folder, where <see cref="Cifar10.Load"/> reads it.</summary>
public static class Cifar10Download
{
    private static readonly string[] Mirrors = ["https://www.cs.toronto.edu/~kriz/"];

    /// <summary>Its SHA-256 is that which TensorFlow Datasets lists; its authors give the MD5 c32a1d4ab5d03f1284b67883e8d87530.</summary>
    private static readonly DownloadedFile Archive =
        new("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", ChecksumOf.File, Longest: 256 << 20);

    /// <summary>Where the files are put: <c>netarch/cifar10</c> in the user's cache folder.</summary>
    public static string Folder => UserCache.Folder("cifar10");

    /// <summary>Whether all six files are there.</summary>
    public static bool IsComplete => Cifar10.Files.All(file => File.Exists(Path.Combine(Folder, file)));

    /// <summary>Downloads the archive, 162 MiB, checks it against its SHA-256, unpacks its six files of images and deletes it; gives the folder.</summary>
    /// <param name="report">Hears a line about each file, and more while it is copied.</param>
    /// <exception cref="DatasetException">The archive could not be had, or files cannot be written; what is there already stays.</exception>
    public static async Task<string> DownloadAsync(Action<string>? report = null, CancellationToken cancellation = default)
    {
        if (IsComplete)
        {
            report?.Invoke("all six files are there already");
            return Folder;
        }

        await new FileDownload(Mirrors, new HttpClientHandler()).FetchAsync([Archive], Folder, report, cancellation).ConfigureAwait(false);
        string path = Path.Combine(Folder, Archive.Name);
        TarArchive.Unpack(path, Folder, [.. Cifar10.Files], report);
        File.Delete(path);
        return Folder;
    }
}

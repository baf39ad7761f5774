using System.Formats.Tar;
using System.IO.Compression;

namespace NetArch;

/// <summary>Takes files out of a <c>.tar.gz</c>.</summary>
internal static class TarArchive
{
    private const long LongestFile = 256 << 20;

    /// <summary>Writes the files of these names, wherever they lie in the archive, into a folder; nothing else is written, and nothing
    /// anywhere else.</summary>
    /// <exception cref="DatasetException">The archive is damaged or lacks one, or it cannot be written.</exception>
    public static void Unpack(string path, string folder, IReadOnlyList<string> names, Action<string>? report)
    {
        try
        {
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var archive = new TarReader(packed);
            var missing = new HashSet<string>(names, StringComparer.Ordinal);
            while (missing.Count > 0 && archive.GetNextEntry() is { } entry)
            {
                string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
                if (entry.DataStream is null || !missing.Remove(name)) continue;
                if (entry.Length > LongestFile) throw new InvalidDataException($"{entry.Name} is {entry.Length} bytes long");
                AtomicFile.Write(Path.Combine(folder, name), entry.DataStream.CopyTo);
                report?.Invoke($"{name} is unpacked");
            }

            if (missing.Count > 0) throw new InvalidDataException($"it has no {string.Join(", ", missing.Order(StringComparer.Ordinal))}");
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} cannot be unpacked into {folder}: {error.Message}", error);
        }
    }
}

using System.IO.Compression;
using System.Security.Cryptography;

namespace NetArch;

/// <param name="Name">On every mirror, and in the folder; a gzip file.</param>
/// <param name="Checksum">The SHA-256 of what it unpacks to, in hexadecimal.</param>
internal sealed record DownloadedFile(string Name, string Checksum);

/// <summary>Fetches gzip files from the first mirror that has them whole.</summary>
internal sealed class FileDownload(IReadOnlyList<string> mirrors, HttpMessageHandler handler)
{
    private const int LongestFile = 64 << 20;
    private const int LongestContent = 256 << 20;

    /// <exception cref="DatasetException">No mirror gave a file, or it cannot be written; what is there already stays.</exception>
    public async Task<string> FetchAsync(
        IReadOnlyList<DownloadedFile> files, string folder, Action<string>? report, CancellationToken cancellation)
    {
        using var client = new HttpClient(handler) { MaxResponseContentBufferSize = LongestFile, Timeout = TimeSpan.FromMinutes(5) };
        foreach (DownloadedFile file in files)
        {
            string path = Path.Combine(folder, file.Name);
            if (File.Exists(path))
            {
                report?.Invoke($"{file.Name} is there already");
                continue;
            }

            byte[] content = await FetchAsync(client, file, report, cancellation).ConfigureAwait(false);
            Write(path, content);
        }

        return folder;
    }

    private async Task<byte[]> FetchAsync(HttpClient client, DownloadedFile file, Action<string>? report, CancellationToken cancellation)
    {
        var failures = new List<string>();
        foreach (string mirror in mirrors)
        {
            string address = mirror + file.Name;
            try
            {
                report?.Invoke($"{address}");
                byte[] content = await client.GetByteArrayAsync(address, cancellation).ConfigureAwait(false);
                string found = Checksum(content);
                if (found == file.Checksum) return content;
                failures.Add($"{address}: the SHA-256 of its content is {found}, not {file.Checksum}");
            }
            catch (Exception error) when (error is HttpRequestException or InvalidDataException or IOException
                || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                failures.Add($"{address}: {error.Message}");
            }
        }

        throw new DatasetException($"{file.Name} could not be downloaded. {string.Join("; ", failures)}");
    }

    private static string Checksum(byte[] packed)
    {
        using var content = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long length = 0;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            length += read;
            if (length > LongestContent) throw new InvalidDataException($"it unpacks to more than {LongestContent} bytes");
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(string path, byte[] content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, stream => stream.Write(content));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} cannot be written: {error.Message}", error);
        }
    }
}

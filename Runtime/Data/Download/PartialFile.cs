using System.IO.Compression;
using System.Security.Cryptography;

namespace NetArch;

/// <summary>A file on its way: it lies beside its place until it is kept, and is gone if it is not.</summary>
internal sealed class PartialFile : IDisposable
{
    private const long LongestContent = 256 << 20;

    private readonly string path;
    private readonly string beside;
    private readonly FileStream stream;

    /// <exception cref="DatasetException">It cannot be written.</exception>
    public PartialFile(string path)
    {
        this.path = path;
        beside = $"{path}.{Path.GetRandomFileName()}.partial";
        stream = Guard(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
        });
    }

    /// <exception cref="DatasetException">It cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException error)
        {
            throw Unwritable(error);
        }
    }

    /// <summary>The SHA-256 of what was written, or of what that unpacks to.</summary>
    /// <exception cref="InvalidDataException">It does not unpack, or to too much.</exception>
    public string Checksum(DownloadedFile file)
    {
        stream.Position = 0;
        if (file.Checked == ChecksumOf.File) return Convert.ToHexStringLower(SHA256.HashData(stream));
        using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
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

    /// <summary>Puts it in its place.</summary>
    /// <exception cref="DatasetException">It cannot be written.</exception>
    public void Keep() => Guard(() =>
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(beside, path, overwrite: true);
        return true;
    });

    public void Dispose()
    {
        stream.Dispose();
        File.Delete(beside);
    }

    private TResult Guard<TResult>(Func<TResult> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    private DatasetException Unwritable(Exception error) => new($"{path} cannot be written: {error.Message}", error);
}

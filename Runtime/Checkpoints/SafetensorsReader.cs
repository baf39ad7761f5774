using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetArch;

/// <summary>A <c>.safetensors</c> file, open for reading, whose header and length were checked.</summary>
internal sealed class SafetensorsReader : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;

    /// <exception cref="CheckpointException">The file cannot be opened, or its header does not hold.</exception>
    public SafetensorsReader(string path)
    {
        this.path = path;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Header = ReadHeader();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            stream?.Dispose();
            throw new CheckpointException($"{path} cannot be read: {error.Message}", error);
        }
        catch (CheckpointException)
        {
            stream!.Dispose();
            throw;
        }
    }

    public SafetensorsHeader Header { get; }

    public void Dispose() => stream.Dispose();

    /// <summary>Compares the data with the checksum in the metadata, where there is one.</summary>
    /// <exception cref="CheckpointException">They differ.</exception>
    public void VerifyChecksum()
    {
        if (!Header.Metadata.TryGetValue(SafetensorsHeader.ChecksumKey, out string? expected)) return;
        stream.Position = Header.Length;
        string found = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new CheckpointException($"{path} is damaged: the SHA-256 of its data is {found}; its header says {expected}.");
    }

    /// <summary>Reads a tensor's values.</summary>
    public void Read(TensorEntry tensor, Span<float> values)
    {
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values);
        stream.Position = Header.Length + tensor.Begin;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new CheckpointException($"{path} was cut short while {tensor.Name} was being read.");
        SafetensorsWriter.LittleEndian(values);
    }

    private SafetensorsHeader ReadHeader()
    {
        long length = stream.Length;
        if (length < sizeof(ulong)) throw new CheckpointException($"{path} has {length} bytes; a safetensors file has at least 8. It is empty or cut short.");
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (header > SafetensorsHeader.LongestHeader)
            throw new CheckpointException($"{path} says that its header has {header} bytes; at most {SafetensorsHeader.LongestHeader} are read. Is it a safetensors file?");
        if ((long)header > length - sizeof(ulong))
            throw new CheckpointException($"{path} says that its header has {header} bytes; {length - sizeof(ulong)} follow. It is cut short, or no safetensors file.");
        var json = new byte[header];
        stream.ReadExactly(json);
        long data = length - sizeof(ulong) - (long)header;
        return new SafetensorsHeaderParser(path, data).Parse(json);
    }
}

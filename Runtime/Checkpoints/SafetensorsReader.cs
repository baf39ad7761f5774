using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetArch;

/// <summary>A <c>.safetensors</c> file, open for reading, whose header and length were checked.</summary>
internal sealed class SafetensorsReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    /// <exception cref="CheckpointException">The file cannot be opened, or its header does not hold.</exception>
    public SafetensorsReader(string path)
    {
        _path = path;
        try
        {
            _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Header = ReadHeader();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _stream?.Dispose();
            throw new CheckpointException($"{path} cannot be read: {error.Message}", error);
        }
        catch (CheckpointException)
        {
            _stream!.Dispose();
            throw;
        }
    }

    public SafetensorsHeader Header { get; }

    public void Dispose() => _stream.Dispose();

    /// <summary>Compares the data with the checksum in the metadata, where there is one.</summary>
    /// <exception cref="CheckpointException">They differ.</exception>
    public void VerifyChecksum()
    {
        if (!Header.Metadata.TryGetValue(SafetensorsHeader.ChecksumKey, out string? expected)) return;
        _stream.Position = Header.Length;
        string found = Convert.ToHexStringLower(SHA256.HashData(_stream));
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new CheckpointException($"{_path} is damaged: the SHA-256 of its data is {found}; its header says {expected}.");
    }

    /// <summary>Reads a tensor's values.</summary>
    public void Read(TensorEntry tensor, Span<float> values)
    {
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values);
        _stream.Position = Header.Length + tensor.Begin;
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new CheckpointException($"{_path} was cut short while {tensor.Name} was being read.");
        SafetensorsWriter.LittleEndian(values);
    }

    private SafetensorsHeader ReadHeader()
    {
        long length = _stream.Length;
        if (length < sizeof(ulong)) throw new CheckpointException($"{_path} has {length} bytes; a safetensors file has at least 8. It is empty or cut short.");
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        _stream.ReadExactly(prefix);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (header > SafetensorsHeader.LongestHeader)
            throw new CheckpointException($"{_path} says that its header has {header} bytes; at most {SafetensorsHeader.LongestHeader} are read. Is it a safetensors file?");
        if ((long)header > length - sizeof(ulong))
            throw new CheckpointException($"{_path} says that its header has {header} bytes; {length - sizeof(ulong)} follow. It is cut short, or no safetensors file.");
        var json = new byte[header];
        _stream.ReadExactly(json);
        long data = length - sizeof(ulong) - (long)header;
        return new SafetensorsHeaderParser(_path, data).Parse(json);
    }
}

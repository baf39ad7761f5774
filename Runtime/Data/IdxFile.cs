using System.Buffers.Binary;
using System.IO.Compression;

namespace NetArch;

/// <summary>A file in the IDX format of the MNIST data: bytes in one to four dimensions behind a small big-endian header.</summary>
/// <param name="Dimensions">Outermost first: images, rows, columns.</param>
/// <param name="Values">In that order; nothing follows them in the file.</param>
internal sealed record IdxFile(IReadOnlyList<int> Dimensions, byte[] Values)
{
    private const byte UnsignedBytes = 8;

    /// <summary>Deflate packs no more than this many bytes into one; what a header claims beyond it cannot be true.</summary>
    private const long DeflateLimit = 1032;

    /// <summary>Reads a file, gzip or not, whatever its name.</summary>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <exception cref="DatasetException">It cannot be read, is no IDX file of bytes, or is cut short or too long.</exception>
    public static IdxFile Read(string path, int dimensions)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            if (!packed) return Read(file, path, dimensions, file.Length);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return Read(unpacked, path, dimensions, file.Length * DeflateLimit);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{path} is a damaged gzip file: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DatasetException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static IdxFile Read(Stream stream, string path, int dimensions, long longest)
    {
        var header = new byte[4 + 4 * dimensions];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < 4) throw new DatasetException($"{path} has {read} bytes; an IDX file has at least 4. It is empty or cut short.");
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header), expected = UnsignedBytes << 8 | (uint)dimensions;
        if (magic != expected)
            throw new DatasetException($"{path} begins with 0x{magic:X8}; an IDX file of bytes in {dimensions} dimensions begins with 0x{expected:X8}.");
        if (read < header.Length) throw new DatasetException($"{path} ends within its header of {header.Length} bytes.");
        var sizes = new int[dimensions];
        long count = 1;
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + 4 * i));
            count = size == 0 ? 0 : count > longest / size ? long.MaxValue : count * size;
            if (count is 0 or long.MaxValue || count > Array.MaxLength)
                throw new DatasetException($"{path} says that dimension {i + 1} has {size} entries; the file cannot hold that. It is damaged or cut short.");
            sizes[i] = (int)size;
        }

        return new IdxFile(sizes, ReadValues(stream, path, (int)count));
    }

    private static byte[] ReadValues(Stream stream, string path, int count)
    {
        var values = new byte[count];
        int read = stream.ReadAtLeast(values, count, throwOnEndOfStream: false);
        if (read < count) throw new DatasetException($"{path} holds {read} bytes of data; its header says {count}. It is cut short.");
        if (stream.ReadByte() >= 0) throw new DatasetException($"{path} holds more data than the {count} bytes that its header says.");
        return values;
    }
}

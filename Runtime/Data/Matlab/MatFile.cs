using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetArch;

/// <summary>Reads numeric arrays from MATLAB's files of version 5, which MATLAB 5 to 7 save (<c>-v6</c>, <c>-v7</c>), compressed or not.</summary>
/// <remarks>"MAT-File Format", The MathWorks. A header of 128 bytes, then a variable per element. Cells, structures, text, sparse and
/// complex arrays are refused when they are asked for, and passed over when they are not.</remarks>
internal static class MatFile
{
    private const int HeaderSize = 128;
    private const int Version5 = 0x0100, Version73 = 0x0200;

    /// <summary>Deflate packs no more than this many bytes into one; what a file claims beyond it cannot be true.</summary>
    private const long DeflateLimit = 1032;

    private const uint Matrix = 14, Compressed = 15;

    /// <summary>The arrays of these names.</summary>
    /// <exception cref="DatasetException">The file cannot be read, is of another version or damaged, or has no such array.</exception>
    public static IReadOnlyList<NumericArray> Read(string path, params IReadOnlyList<string> names)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            CheckHeader(file);
            Dictionary<string, NumericArray> found = ReadVariables(file, names);
            return [.. names.Select(name => found.TryGetValue(name, out NumericArray? array) ? array : throw new FormatException($"it has no array {name}"))];
        }
        catch (FormatException error)
        {
            throw new DatasetException($"{path} cannot be used: {error.Message}.", error);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{path} is damaged: a compressed variable does not unpack. {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DatasetException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static void CheckHeader(Stream file)
    {
        var header = new byte[HeaderSize];
        int read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        string text = Encoding.Latin1.GetString(header, 0, Math.Min(read, 16));
        int version = read < HeaderSize ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(124));
        if (version == Version73 || text.Contains("HDF", StringComparison.Ordinal))
            throw new FormatException("it is a MATLAB 7.3 file (HDF5); save it with -v7");
        if (read >= 4 && header.AsSpan(0, 4).Contains((byte)0))
            throw new FormatException("it does not begin with text as MATLAB 5 files do; MATLAB 4 files must be saved anew with -v7");
        if (read < HeaderSize) throw new FormatException($"it has {read} bytes; a MATLAB 5 file begins with {HeaderSize}");
        string order = Encoding.Latin1.GetString(header, 126, 2);
        if (order == "MI") throw new FormatException("its numbers begin with their highest byte; only files written by little-endian machines are read");
        if (order != "IM" || version != Version5) throw new FormatException("it is no MATLAB 5 file: bytes 124 to 127 of its header are not 00 01 49 4D");
    }

    private static Dictionary<string, NumericArray> ReadVariables(Stream file, IReadOnlyList<string> names)
    {
        var found = new Dictionary<string, NumericArray>(StringComparer.Ordinal);
        while (file.Position < file.Length)
        {
            MatTag tag = MatTag.Read(file);
            if (tag.Size > file.Length - file.Position)
                throw new FormatException($"a variable claims {tag.Size} bytes, and {file.Length - file.Position} are left; the file is cut short or damaged");
            if (tag.Size > Array.MaxLength) throw new FormatException($"a variable has {tag.Size} bytes, more than can be read");
            if (tag.Small is not null) throw new FormatException("a variable stands within a tag of eight bytes; the file is damaged");
            var content = new byte[tag.Size];
            file.ReadExactly(content);
            if (tag.Type != Compressed) file.Position = Math.Min(file.Position + tag.Filling, file.Length);
            if (ReadVariable(tag, content, names) is { } array) found[array.Name] = array;
        }

        return found;
    }

    private static NumericArray? ReadVariable(MatTag tag, byte[] content, IReadOnlyList<string> names)
    {
        using var stream = new MemoryStream(content);
        switch (tag.Type)
        {
            case Matrix:
                return new MatVariable(stream, content.Length).Read(names);
            case Compressed:
                using (var unpacked = new ZLibStream(stream, CompressionMode.Decompress))
                {
                    MatTag inner = MatTag.Read(unpacked);
                    if (inner.Type != Matrix) throw new FormatException($"a compressed variable holds an element of type {inner.Type}; {Matrix} is an array");
                    if (inner.Size > content.Length * DeflateLimit)
                        throw new FormatException($"a variable claims to unpack from {content.Length} bytes to {inner.Size}; that cannot be true");
                    NumericArray? array = new MatVariable(unpacked, inner.Size).Read(names);
                    // To the end, where the checksum is.
                    if (array is not null && unpacked.ReadByte() >= 0) throw new FormatException($"{array.Name} unpacks to more than it claims");
                    return array;
                }

            default:
                throw new FormatException($"it holds an element of type {tag.Type} where variables are; {Matrix} is an array, {Compressed} a compressed one");
        }
    }
}

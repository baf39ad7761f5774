using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetArch.Runtime.Tests;

/// <summary>Writes MATLAB 5 files, sound ones and such as are wrong in one place.</summary>
internal static class MatWriter
{
    public const uint Double = 6, UInt8 = 9;

    public static byte[] File(params byte[][] variables) => [.. Header(), .. variables.SelectMany(variable => variable)];

    public static byte[] Header(string text = "MATLAB 5.0 MAT-file, Platform: GLNXA64", ushort version = 0x0100, string order = "IM")
    {
        var header = new byte[128];
        header.AsSpan(0, 116).Fill((byte)' ');
        Encoding.Latin1.GetBytes(text, header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(124), version);
        Encoding.Latin1.GetBytes(order, header.AsSpan(126));
        return header;
    }

    /// <summary>An array as MATLAB writes it: names and dimensions of up to four bytes stand within their tags.</summary>
    public static byte[] Array(string name, uint kind, int[] dimensions, StoredNumber stored, byte[] data, uint flags = 0) => Element(14,
    [
        .. Element(6, [.. Word(kind | flags), .. Word(0)]),
        .. Element(5, [.. dimensions.SelectMany(size => Word((uint)size))]),
        .. Element(1, Encoding.Latin1.GetBytes(name)),
        .. Element((uint)stored, data),
    ]);

    public static byte[] Bytes(string name, int[] dimensions, byte[] data) => Array(name, UInt8, dimensions, StoredNumber.UInt8, data);

    public static byte[] Doubles(string name, int[] dimensions, params double[] values) =>
        Array(name, Double, dimensions, StoredNumber.Double, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Compressed(byte[] variable)
    {
        var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal)) stream.Write(variable);
        byte[] content = packed.ToArray();
        return [.. Word(15), .. Word((uint)content.Length), .. content];
    }

    public static byte[] Element(uint type, byte[] data)
    {
        if (data.Length is > 0 and <= 4) return [.. Word((uint)data.Length << 16 | type), .. data, .. new byte[4 - data.Length]];
        return [.. Word(type), .. Word((uint)data.Length), .. data, .. new byte[-data.Length & 7]];
    }

    public static byte[] Word(uint value) => BitConverter.GetBytes(value);
}

using System.Buffers.Binary;

namespace NetArch;

/// <summary>What stands before an element's data: its type and its length in bytes. Up to four bytes of data may stand in the tag itself.</summary>
/// <param name="Small">The data, where it stands in the tag; else null.</param>
internal readonly record struct MatTag(uint Type, uint Size, byte[]? Small)
{
    public const int Length = 8;

    /// <exception cref="FormatException">The stream ends, or the tag makes no sense.</exception>
    public static MatTag Read(Stream stream)
    {
        Span<byte> tag = stackalloc byte[Length];
        if (stream.ReadAtLeast(tag, Length, throwOnEndOfStream: false) < Length)
            throw new FormatException("it ends where an element is expected; the file is cut short");
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(tag), second = BinaryPrimitives.ReadUInt32LittleEndian(tag[4..]);
        uint smallSize = first >> 16;
        if (smallSize == 0) return new MatTag(first, second, null);
        if (smallSize > 4) throw new FormatException($"an element claims {smallSize} bytes within its tag, which holds 4; the file is damaged");
        return new MatTag(first & 0xFFFF, smallSize, tag.Slice(4, (int)smallSize).ToArray());
    }

    /// <summary>Bytes that fill the data up to a multiple of eight.</summary>
    public int Filling => Small is null ? (int)(-Size & 7) : 0;
}

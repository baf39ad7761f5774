using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NetArch;

/// <summary>Reads one variable: flags, dimensions, name, then its numbers, each an element of its own.</summary>
/// <param name="stream">Just behind the variable's tag.</param>
/// <param name="size">Bytes that the tag claims.</param>
internal sealed class MatVariable(Stream stream, long size)
{
    private const int MostDimensions = 32;
    private const int LongestName = 1024;
    private const uint Complex = 0x0800;
    private const uint FirstNumeric = 6, LastNumeric = 15;

    private static readonly string[] Classes = ["nothing", "a cell array", "a structure", "an object", "text", "a sparse array"];

    private long left = size;

    /// <summary>The array, or null where its name is not among those wanted.</summary>
    /// <exception cref="FormatException">It is wanted and no real numeric array, or it is damaged.</exception>
    public NumericArray? Read(IReadOnlyList<string> wanted)
    {
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(ReadElement("flags", least: 8, most: 8).Data);
        uint kind = flags & 0xFF;
        // What is newer than numbers, such as function handles, is laid out in another way.
        if (kind > LastNumeric) return null;
        byte[] dimensions = ReadElement("dimensions", least: 8, most: 4 * MostDimensions).Data;
        string name = Encoding.Latin1.GetString(ReadElement("name", least: 0, most: LongestName).Data);
        if (!wanted.Contains(name)) return null;
        if (kind < FirstNumeric) throw new FormatException($"{name} is {Classes[kind]}; it must be an array of numbers");
        if ((flags & Complex) != 0) throw new FormatException($"{name} is an array of complex numbers; they must be real");
        return ReadNumbers(name, Sizes(name, dimensions));
    }

    private NumericArray ReadNumbers(string name, int[] sizes)
    {
        long count = 1;
        foreach (int one in sizes) count = one == 0 ? 0 : count > Array.MaxLength / one ? long.MaxValue / 16 : count * one;
        (uint type, byte[] data) = ReadElement("numbers", least: 0, most: Array.MaxLength);
        var stored = (StoredNumber)type;
        if (NumericArray.SizeOf(stored) == 0) throw new FormatException($"the numbers of {name} are stored as type {type}, which is none of numbers");
        if (data.Length != count * NumericArray.SizeOf(stored))
            throw new FormatException($"{name} is {string.Join('x', sizes.Select(one => one.ToString(CultureInfo.InvariantCulture)))}, and holds {data.Length} bytes of {stored}; the file is damaged");
        return new NumericArray(name, sizes, stored, data);
    }

    private static int[] Sizes(string name, byte[] dimensions)
    {
        if (dimensions.Length % 4 != 0) throw new FormatException($"the dimensions of {name} are no whole numbers; the file is damaged");
        var sizes = new int[dimensions.Length / 4];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32LittleEndian(dimensions.AsSpan(4 * i));
            if (sizes[i] < 0) throw new FormatException($"dimension {i + 1} of {name} is {sizes[i]}; the file is damaged");
        }

        return sizes;
    }

    private (uint Type, byte[] Data) ReadElement(string what, int least, int most)
    {
        Take(what, MatTag.Length);
        MatTag tag = MatTag.Read(stream);
        if (tag.Size < least || tag.Size > most)
            throw new FormatException($"a variable's {what} take {tag.Size} bytes; {least} to {most} are expected. The file is damaged");
        if (tag.Small is not null) return (tag.Type, tag.Small);
        // Before memory is taken for it.
        Take(what, tag.Size);
        var data = new byte[tag.Size];
        ReadExactly(what, data);
        int filling = (int)Math.Min(tag.Filling, left);
        Take(what, filling);
        ReadExactly(what, new byte[filling]);
        return (tag.Type, data);
    }

    private void Take(string what, long bytes)
    {
        left -= bytes;
        if (left < 0) throw new FormatException($"a variable's {what} reach beyond its end; the file is damaged");
    }

    private void ReadExactly(string what, byte[] data)
    {
        int read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < data.Length) throw new FormatException($"a variable's {what} end after {read} of {data.Length} bytes; the file is cut short");
    }
}

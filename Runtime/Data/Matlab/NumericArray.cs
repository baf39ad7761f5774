using System.Globalization;
using System.Runtime.InteropServices;

namespace NetArch;

/// <summary>How an array's numbers are stored; the numbers of the file format.</summary>
internal enum StoredNumber
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
}

/// <summary>A real numeric array of a MATLAB file.</summary>
/// <param name="Dimensions">The first varies fastest: rows, columns, and so on.</param>
/// <param name="Stored">What <paramref name="Data"/> holds; MATLAB stores whole numbers in as few bytes as they fit, whatever the array's class.</param>
/// <param name="Data">The numbers, from the lowest byte.</param>
internal sealed record NumericArray(string Name, IReadOnlyList<int> Dimensions, StoredNumber Stored, byte[] Data)
{
    public int Count => Data.Length / SizeOf(Stored);

    /// <summary>Bytes of one number; 0 for a code that is none of a number.</summary>
    public static int SizeOf(StoredNumber stored) => stored switch
    {
        StoredNumber.Int8 or StoredNumber.UInt8 => 1,
        StoredNumber.Int16 or StoredNumber.UInt16 => 2,
        StoredNumber.Int32 or StoredNumber.UInt32 or StoredNumber.Single => 4,
        StoredNumber.Double or StoredNumber.Int64 or StoredNumber.UInt64 => 8,
        _ => 0,
    };

    /// <summary>The numbers as bytes; not copied where they are stored so.</summary>
    /// <exception cref="FormatException">One is no whole number from 0 to 255.</exception>
    public byte[] ToBytes()
    {
        if (Stored == StoredNumber.UInt8) return Data;
        var bytes = new byte[Count];
        for (int i = 0; i < bytes.Length; i++)
        {
            double value = this[i];
            bytes[i] = (byte)value;
            if (bytes[i] != value)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"value {i} of {Name} is {value}; it must be a whole number from 0 to 255"));
        }

        return bytes;
    }

    public double this[int index] => Stored switch
    {
        StoredNumber.Int8 => As<sbyte>()[index],
        StoredNumber.UInt8 => Data[index],
        StoredNumber.Int16 => As<short>()[index],
        StoredNumber.UInt16 => As<ushort>()[index],
        StoredNumber.Int32 => As<int>()[index],
        StoredNumber.UInt32 => As<uint>()[index],
        StoredNumber.Single => As<float>()[index],
        StoredNumber.Double => As<double>()[index],
        StoredNumber.Int64 => As<long>()[index],
        StoredNumber.UInt64 => As<ulong>()[index],
        _ => throw new InvalidOperationException($"{Stored} is no stored number."),
    };

    private ReadOnlySpan<TNumber> As<TNumber>() where TNumber : struct => MemoryMarshal.Cast<byte, TNumber>(Data);
}

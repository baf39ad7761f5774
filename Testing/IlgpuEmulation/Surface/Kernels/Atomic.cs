using System.Runtime.CompilerServices;

namespace ILGPU;

/// <summary>Operations on memory that other threads cannot come between. Each returns what was there before.</summary>
public static class Atomic
{
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    public static long Add(ref long target, long value) => Interlocked.Add(ref target, value) - value;

    public static uint Add(ref uint target, uint value) => Interlocked.Add(ref target, value) - value;

    public static ulong Add(ref ulong target, ulong value) => Interlocked.Add(ref target, value) - value;

    public static float Add(ref float target, float value) => Update(ref target, value, static (old, added) => old + added);

    public static double Add(ref double target, double value) => Update(ref target, value, static (old, added) => old + added);

    public static int Max(ref int target, int value) => Update(ref target, value, Math.Max);

    public static long Max(ref long target, long value) => Update(ref target, value, Math.Max);

    public static uint Max(ref uint target, uint value) => Update(ref target, value, Math.Max);

    public static ulong Max(ref ulong target, ulong value) => Update(ref target, value, Math.Max);

    public static float Max(ref float target, float value) => Update(ref target, value, Math.Max);

    public static double Max(ref double target, double value) => Update(ref target, value, Math.Max);

    public static int Min(ref int target, int value) => Update(ref target, value, Math.Min);

    public static long Min(ref long target, long value) => Update(ref target, value, Math.Min);

    public static uint Min(ref uint target, uint value) => Update(ref target, value, Math.Min);

    public static ulong Min(ref ulong target, ulong value) => Update(ref target, value, Math.Min);

    public static float Min(ref float target, float value) => Update(ref target, value, Math.Min);

    public static double Min(ref double target, double value) => Update(ref target, value, Math.Min);

    public static int And(ref int target, int value) => Interlocked.And(ref target, value);

    public static long And(ref long target, long value) => Interlocked.And(ref target, value);

    public static uint And(ref uint target, uint value) => Interlocked.And(ref target, value);

    public static ulong And(ref ulong target, ulong value) => Interlocked.And(ref target, value);

    public static int Or(ref int target, int value) => Interlocked.Or(ref target, value);

    public static long Or(ref long target, long value) => Interlocked.Or(ref target, value);

    public static uint Or(ref uint target, uint value) => Interlocked.Or(ref target, value);

    public static ulong Or(ref ulong target, ulong value) => Interlocked.Or(ref target, value);

    public static int Xor(ref int target, int value) => Update(ref target, value, static (old, mask) => old ^ mask);

    public static long Xor(ref long target, long value) => Update(ref target, value, static (old, mask) => old ^ mask);

    public static uint Xor(ref uint target, uint value) => Update(ref target, value, static (old, mask) => old ^ mask);

    public static ulong Xor(ref ulong target, ulong value) => Update(ref target, value, static (old, mask) => old ^ mask);

    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);

    public static long Exchange(ref long target, long value) => Interlocked.Exchange(ref target, value);

    public static uint Exchange(ref uint target, uint value) => Interlocked.Exchange(ref target, value);

    public static ulong Exchange(ref ulong target, ulong value) => Interlocked.Exchange(ref target, value);

    public static float Exchange(ref float target, float value) => Interlocked.Exchange(ref target, value);

    public static double Exchange(ref double target, double value) => Interlocked.Exchange(ref target, value);

    public static int CompareExchange(ref int target, int compare, int value) => Interlocked.CompareExchange(ref target, value, compare);

    public static long CompareExchange(ref long target, long compare, long value) => Interlocked.CompareExchange(ref target, value, compare);

    public static uint CompareExchange(ref uint target, uint compare, uint value) => Interlocked.CompareExchange(ref target, value, compare);

    public static ulong CompareExchange(ref ulong target, ulong compare, ulong value) => Interlocked.CompareExchange(ref target, value, compare);

    public static float CompareExchange(ref float target, float compare, float value) => Interlocked.CompareExchange(ref target, value, compare);

    public static double CompareExchange(ref double target, double compare, double value) => Interlocked.CompareExchange(ref target, value, compare);

    private static int Update(ref int target, int value, Func<int, int, int> combine)
    {
        int old = target;
        while (true)
        {
            int seen = Interlocked.CompareExchange(ref target, combine(old, value), old);
            if (seen == old)
                return old;
            old = seen;
        }
    }

    private static long Update(ref long target, long value, Func<long, long, long> combine)
    {
        long old = target;
        while (true)
        {
            long seen = Interlocked.CompareExchange(ref target, combine(old, value), old);
            if (seen == old)
                return old;
            old = seen;
        }
    }

    private static uint Update(ref uint target, uint value, Func<uint, uint, uint> combine)
    {
        uint old = target;
        while (true)
        {
            uint seen = Interlocked.CompareExchange(ref target, combine(old, value), old);
            if (seen == old)
                return old;
            old = seen;
        }
    }

    private static ulong Update(ref ulong target, ulong value, Func<ulong, ulong, ulong> combine)
    {
        ulong old = target;
        while (true)
        {
            ulong seen = Interlocked.CompareExchange(ref target, combine(old, value), old);
            if (seen == old)
                return old;
            old = seen;
        }
    }

    // By bits: a NaN is never equal to itself.
    private static float Update(ref float target, float value, Func<float, float, float> combine)
    {
        ref int bits = ref Unsafe.As<float, int>(ref target);
        int old = bits;
        while (true)
        {
            float number = BitConverter.Int32BitsToSingle(old);
            int seen = Interlocked.CompareExchange(ref bits, BitConverter.SingleToInt32Bits(combine(number, value)), old);
            if (seen == old)
                return number;
            old = seen;
        }
    }

    // By bits: a NaN is never equal to itself.
    private static double Update(ref double target, double value, Func<double, double, double> combine)
    {
        ref long bits = ref Unsafe.As<double, long>(ref target);
        long old = bits;
        while (true)
        {
            double number = BitConverter.Int64BitsToDouble(old);
            long seen = Interlocked.CompareExchange(ref bits, BitConverter.DoubleToInt64Bits(combine(number, value)), old);
            if (seen == old)
                return number;
            old = seen;
        }
    }
}

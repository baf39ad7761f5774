using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Two sums that go together.</summary>
internal struct SumPair
{
    public float A, B;

    public SumPair(float a, float b)
    {
        A = a;
        B = b;
    }
}

/// <summary>Sums over the threads of a group, in one order whatever the device.</summary>
internal static class GroupSums
{
    public const int MaximumThreads = 256;

    private const int Parts = 16;

    /// <summary>Adds up over x and y of the group, for each z by itself; the result is that of the threads with x = y = 0.</summary>
    /// <remarks>Sixteen threads add up every sixteenth value each, and the first of them adds those. Every thread of the group must call it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SumPair Add(SumPair value)
    {
        ArrayView<SumPair> values = SharedMemory.Allocate<SumPair>(MaximumThreads);
        ArrayView<SumPair> parts = SharedMemory.Allocate<SumPair>(MaximumThreads);
        int size = Group.DimX * Group.DimY, index = Group.IdxY * Group.DimX + Group.IdxX, slice = Group.IdxZ * size;
        values[slice + index] = value;
        Group.Barrier();
        if (index < Parts)
        {
            SumPair part = value;
            for (int i = index + Parts; i < size; i += Parts)
            {
                SumPair next = values[slice + i];
                part.A += next.A;
                part.B += next.B;
            }

            parts[slice + index] = part;
        }

        Group.Barrier();
        SumPair sum = default;
        if (index != 0) return sum;
        int count = Math.Min(size, Parts);
        for (int i = 0; i < count; i++)
        {
            SumPair next = parts[slice + i];
            sum.A += next.A;
            sum.B += next.B;
        }

        return sum;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetArch;

/// <summary>Philox4x32-10 (Salmon et al. 2011) for sixteen counters at once.</summary>
internal ref struct LanePhilox
{
    public Vector512<uint> X0, X1, X2, X3;

    /// <summary>Replaces the counter by its random numbers.</summary>
    public void Scramble(ulong key)
    {
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            (Vector512<uint> high0, Vector512<uint> low0) = MultiplyWide(X0, 0xD2511F53);
            (Vector512<uint> high1, Vector512<uint> low1) = MultiplyWide(X2, 0xCD9E8D57);
            X0 = high1 ^ X1 ^ Vector512.Create(key0);
            X1 = low1;
            X2 = high0 ^ X3 ^ Vector512.Create(key1);
            X3 = low0;
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> High, Vector512<uint> Low) MultiplyWide(Vector512<uint> a, uint multiplier)
    {
        Vector512<ulong> lowHalf = Vector512.Create(0x00000000FFFFFFFFUL);
        Vector512<ulong> even, odd;
        if (Avx512F.IsSupported)
        {
            even = Avx512F.Multiply(a, Vector512.Create(multiplier));
            odd = Avx512F.Multiply((a.AsUInt64() >> 32).AsUInt32(), Vector512.Create(multiplier));
        }
        else
        {
            even = (a.AsUInt64() & lowHalf) * multiplier;
            odd = (a.AsUInt64() >> 32) * multiplier;
        }

        Vector512<ulong> high = (even >> 32) | (odd & ~lowHalf);
        Vector512<ulong> low = (even & lowHalf) | (odd << 32);
        return (high.AsUInt32(), low.AsUInt32());
    }
}

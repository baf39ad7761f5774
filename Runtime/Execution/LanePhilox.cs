using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetArch;

/// <summary>Philox4x32-10 (Salmon et al. 2011) for sixteen counters at once.</summary>
/// <remarks>Even and odd lanes go separately, each value in the low half of 64 bits: a product is then one instruction, and
/// what is left in the high halves does no harm.</remarks>
internal static class LanePhilox
{
    private const int Rounds = 10;

    /// <summary>Replaces the counters (x0, x1, x2, x3) by their random numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scramble(ulong key, ref Vector512<uint> x0, ref Vector512<uint> x1, ref Vector512<uint> x2, ref Vector512<uint> x3)
    {
        (Vector512<uint> a0, Vector512<uint> a1, Vector512<uint> a2, Vector512<uint> a3) = (x0, x1, x2, x3);
        (Vector512<uint> b0, Vector512<uint> b1, Vector512<uint> b2, Vector512<uint> b3) = (High(x0), High(x1), High(x2), High(x3));
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<uint> k0 = Vector512.Create(key0), k1 = Vector512.Create(key1);
            Vector512<uint> productA0 = Multiply(a0, 0xD2511F53), productA2 = Multiply(a2, 0xCD9E8D57);
            Vector512<uint> productB0 = Multiply(b0, 0xD2511F53), productB2 = Multiply(b2, 0xCD9E8D57);
            a0 = High(productA2) ^ a1 ^ k0;
            a1 = productA2;
            a2 = High(productA0) ^ a3 ^ k1;
            a3 = productA0;
            b0 = High(productB2) ^ b1 ^ k0;
            b1 = productB2;
            b2 = High(productB0) ^ b3 ^ k1;
            b3 = productB0;
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }

        x0 = Join(a0, b0);
        x1 = Join(a1, b1);
        x2 = Join(a2, b2);
        x3 = Join(a3, b3);
    }

    /// <summary>The full products of the low halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Multiply(Vector512<uint> a, uint multiplier)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(a, Vector512.Create(multiplier)).AsUInt32();
        return ((a.AsUInt64() & Vector512.Create(0x00000000FFFFFFFFUL)) * multiplier).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> High(Vector512<uint> a) => (a.AsUInt64() >> 32).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Join(Vector512<uint> even, Vector512<uint> odd) =>
        ((even.AsUInt64() & Vector512.Create(0x00000000FFFFFFFFUL)) | (odd.AsUInt64() << 32)).AsUInt32();
}

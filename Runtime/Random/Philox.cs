using System.Runtime.CompilerServices;

namespace NetArch;

/// <summary>Four random words; what one evaluation of Philox gives.</summary>
public readonly record struct PhiloxBlock(uint X0, uint X1, uint X2, uint X3);

/// <summary>Philox4x32-10: random numbers that are a function of a key and a counter, and so the same in any order and on any
/// number of threads.</summary>
/// <remarks>Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). Agrees with Random123's test vectors.</remarks>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The block at <paramref name="counter"/> (its words from the lowest) under the key's two words.</summary>
    public static PhiloxBlock Block(PhiloxBlock counter, uint key0, uint key1)
    {
        (uint x0, uint x1, uint x2, uint x3) = counter;
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * x0, product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return new PhiloxBlock(x0, x1, x2, x3);
    }

    /// <summary>Block number <paramref name="index"/> of a stream; the seed is the key, index and stream make the counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxBlock Block(ulong seed, ulong stream, ulong index) => Block(
        new PhiloxBlock((uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32)), (uint)seed, (uint)(seed >> 32));

    /// <summary>The stream that belongs to a name and a number, such as a parameter's, or the shuffle of epoch 3: FNV-1a, 64 bits,
    /// over the name's UTF-16 bytes and the number's bytes, each from the lowest.</summary>
    public static ulong Stream(string name, long number = 0)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char character in name) hash = Mix(Mix(hash, (byte)character), (byte)(character >> 8));
        for (int shift = 0; shift < 64; shift += 8) hash = Mix(hash, (byte)(number >> shift));
        return hash;
    }

    /// <summary>A float in [0, 1) from the word's upper 24 bits; exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Unit(uint word) => (word >> 8) * (1f / (1 << 24));

    private static ulong Mix(ulong hash, byte value) => (hash ^ value) * 0x100000001B3;
}

using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Four random words.</summary>
internal struct RandomWords
{
    public uint A, B, C, D;
}

/// <summary>Philox4x32-10 (Salmon et al. 2011), as <see cref="Philox"/>; the key comes from the step block.</summary>
internal static class GpuPhilox
{
    private const int Rounds = 10;

    /// <summary>The words that decide eight of a layer's values for one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RandomWords Draw(ArrayView<int> step, int sample, int block, int layer)
    {
        uint key0 = (uint)step[StepLayout.SeedLow], key1 = (uint)step[StepLayout.SeedHigh];
        RandomWords words = default;
        words.A = (uint)sample;
        words.B = (uint)block;
        words.C = (uint)step[StepLayout.Step];
        words.D = (uint)layer;
        for (int round = 0; round < Rounds; round++)
        {
            words = Scramble(words, key0, key1);
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }

        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RandomWords Scramble(RandomWords words, uint key0, uint key1)
    {
        ulong a = (ulong)words.A * 0xD2511F53, c = (ulong)words.C * 0xCD9E8D57;
        RandomWords next = default;
        next.A = (uint)(c >> 32) ^ words.B ^ key0;
        next.B = (uint)c;
        next.C = (uint)(a >> 32) ^ words.D ^ key1;
        next.D = (uint)a;
        return next;
    }
}

namespace NetArch;

/// <summary>A stream of Philox read word by word. A mutable struct: pass it by reference.</summary>
public struct PhiloxSequence(ulong seed, ulong stream)
{
    private PhiloxBlock block;
    private ulong position;

    public uint Next()
    {
        uint word = (uint)(position & 3);
        if (word == 0) block = Philox.Block(seed, stream, position >> 2);
        position++;
        return word switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
    }

    /// <summary>A float in [0, 1).</summary>
    public float NextUnit() => Philox.Unit(Next());

    /// <summary>A float in [low, high).</summary>
    public float Next(float low, float high) => low + (high - low) * NextUnit();

    /// <summary>An integer in [0, bound), every one equally likely (Lemire 2019: multiply, and refuse the few biased words).</summary>
    /// <param name="bound">At least 1.</param>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        uint range = (uint)bound, refused = (0u - range) % range;
        ulong product;
        do product = (ulong)Next() * range;
        while ((uint)product < refused);
        return (int)(product >> 32);
    }

    /// <summary>Shuffles in place (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}

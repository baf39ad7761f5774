using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>Which values dropout drops, by the documented counters and one scalar Philox at a time.</summary>
/// <param name="Seed">The key.</param>
/// <param name="Step">Steps taken so far.</param>
internal sealed record ReferenceDropout(ulong Seed, long Step)
{
    /// <summary>What each value of one sample is multiplied with: 0, or 1 / (1 - p).</summary>
    /// <param name="ordinal">Which dropout of the network it is.</param>
    /// <param name="sample">The sample's index in the data set.</param>
    public double[] Mask(Dropout layer, int ordinal, int sample)
    {
        double threshold = Math.Round((float)layer.Probability * 65536);
        double scale = 1 / (1 - (double)(float)layer.Probability);
        var mask = new double[layer.Output.Count];
        for (int i = 0; i < mask.Length; i++) mask[i] = Word(ordinal, sample, i) >= threshold ? scale : 0;
        return mask;
    }

    private uint Word(int ordinal, int sample, int index)
    {
        PhiloxBlock block = Philox.Block(
            new PhiloxBlock((uint)sample, (uint)(index / 8), (uint)Step, (uint)ordinal), (uint)Seed, (uint)(Seed >> 32));
        uint word = (index % 8 / 2) switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
        return index % 2 == 0 ? word & 0xFFFF : word >> 16;
    }
}

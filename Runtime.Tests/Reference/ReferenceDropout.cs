using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>Which values dropout drops, by the documented counters and one scalar Philox at a time.</summary>
/// <param name="Seed">The key.</param>
/// <param name="Step">Steps taken so far.</param>
internal sealed record ReferenceDropout(ulong Seed, long Step) : IDropoutMasks
{
    public double[] Mask(Dropout layer, int ordinal, int sample)
    {
        double threshold = Math.Round((float)layer.Probability * 65536);
        double scale = 1 / (1 - (double)(float)layer.Probability);
        var mask = new double[layer.Output.Count];
        for (int i = 0; i < mask.Length; i++)
        {
            // A whole channel shares one decision, as if the channel were one value.
            int index = layer.ByChannel ? i / layer.Output.Positions : i;
            mask[i] = Word(ordinal, sample, index) >= threshold ? scale : 0;
        }

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

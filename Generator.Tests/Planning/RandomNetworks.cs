using FsCheck;
using FsCheck.Fluent;

namespace NetArch.Generator.Tests.Planning;

/// <summary>A chain of layers that passes the language's checks.</summary>
public sealed record LayerChain(string Input, IReadOnlyList<string> Layers)
{
    public string Text => $"network Net {{\ninput {Input}\n{string.Join('\n', Layers)}\n}}\n";

    public override string ToString() => Text;
}

/// <summary>Random networks for FsCheck, which shrinks a failing one to its shortest.</summary>
public static class RandomNetworks
{
    private const int MostLayers = 9;

    private static readonly string[] Inputs = ["1x9x9", "3x16x12", "4x7x7", "2x20x5", "6x11x11", "300", "17", "1"];

    private static readonly string[] Layers =
    [
        "conv 4 3x3", "conv 8 3x3 pad 1", "conv 5 1x1 nobias", "conv 6 2x3 stride 2 floor", "conv 12 5x5 pad 2", "conv 6 3x3 groups 2 pad 1",
        "conv 7 3x3 dilation 2 pad 2", "conv 3 1x7 pad 0x3 frozen", "conv 40 3x3 pad 1", "conv 2 4x4 stride 3 pad 2 floor",
        "maxpool 2x2 floor", "avgpool 2x2 floor", "maxpool 3x3 stride 2 pad 1 ceil", "avgpool 3x3 stride 1", "avgpool global", "maxpool 1x2 floor",
        "fc 10", "fc 33 nobias", "fc 128", "fc 500", "fc 1_100", "fc 64 frozen", "fc 256",
        "relu", "tanh", "sigmoid", "dropout 0.5", "dropout 0.2", "flatten",
    ];

    private static readonly string[] Ends = ["softmax", "sigmoid", "tanh", ""];

    public static Arbitrary<LayerChain> Arbitrary { get; } = Arb.From(
        from input in Gen.Elements(Inputs)
        from count in Gen.Choose(1, MostLayers)
        from layers in Gen.ArrayOf(Gen.Elements(Layers), count)
        from end in Gen.Elements(Ends)
        select Fitting(input, layers.Append(end)),
        Shorter);

    /// <summary>The chain without what does not fit where it stands.</summary>
    private static LayerChain Fitting(string input, IEnumerable<string> layers)
    {
        var chain = new LayerChain(input, []);
        foreach (string layer in layers)
        {
            LayerChain longer = chain with { Layers = [.. chain.Layers, layer] };
            if (Plans.Compile(longer.Text).Diagnostics.Count == 0) chain = longer;
        }

        return chain.Layers.Count > 0 ? chain : chain with { Layers = ["relu"] };
    }

    private static IEnumerable<LayerChain> Shorter(LayerChain chain) => Enumerable.Range(0, chain.Layers.Count)
        .Select(left => chain with { Layers = [.. chain.Layers.Where((_, i) => i != left)] })
        .Where(shorter => shorter.Layers.Count > 0 && Plans.Compile(shorter.Text).Diagnostics.Count == 0);
}

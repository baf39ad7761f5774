namespace NetArch.Generator.Tests.Generation;

/// <summary>A project of twenty networks in a file each, three of which use a block of a file of blocks, and two another.</summary>
internal static class TwentyNetworks
{
    public const string Blocks = "Blocks.net.arch";

    public const string BlocksText =
        """
        block Hidden(units) {
            fc units
            relu
        }
        block Wide(units) {
            Hidden(units)
            fc 2 * units
            tanh
        }
        """;

    public static GeneratorRun FirstRun() =>
        GeneratorRun.Of([(Blocks, BlocksText), .. Enumerable.Range(0, 20).Select(index => (File(index), (string?)Text(index)))]);

    public static string File(int index) => $"N{index}.net.arch";

    public static string Text(int index) => $"network N{index} {{\n    input {16 * (index + 60)}\n    {Layer(index)}\n    fc 2\n    softmax\n}}\n";

    // Of sizes so different that few share a kernel.
    private static string Layer(int index) => index switch
    {
        4 or 9 or 14 => $"Hidden({16 * (index + 1)})",
        6 or 12 => $"Wide({16 * (index + 1)})",
        _ => $"fc {16 * (index + 1)}",
    };
}

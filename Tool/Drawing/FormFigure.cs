using System.Globalization;
using NetArch.Dsl.Model;
using NetArch.Generator.Emit.Surface;

namespace NetArch.Tool.Drawing;

/// <summary>From layers to the figures that show them.</summary>
internal sealed class FormFigure
{
    private readonly BlockStyle blocks;

    private FormFigure(BlockStyle blocks) => this.blocks = blocks;

    public static Figure Of(Network network, BlockStyle blocks)
    {
        var form = new FormFigure(blocks);
        Box input = Box.Of(new Caption("", "input", network.Input.ToString(), "input"), BoxKind.Ends);
        IEnumerable<Figure> layers = network.Layers is [BlockUse whole] ? [form.Opened(whole)] : network.Layers.Select(form.Of);
        return Column.Of([input, .. layers]);
    }

    private Figure Of(Layer layer) => layer switch
    {
        Residual residual => Fork.Of([InRow(residual.Body), Shortcut(residual)], Joined("+", residual), trunk: 0),
        Concatenation concatenation => Fork.Of([.. concatenation.Branches.Select(InRow)], Joined("concat", concatenation), trunk: null),
        BlockUse block when blocks == BlockStyle.Open => Opened(block),
        _ => Box.Of(CaptionOf(layer), KindOf(layer)),
    };

    private Card Opened(BlockUse block) => new(CaptionOf(block), InRow(block.Layers));

    private Figure InRow(EquatableArray<Layer> layers) => Column.Of([.. layers.Select(Of)]);

    private Figure Shortcut(Residual residual) => residual.Kind switch
    {
        ShortcutKind.Identity => new Passage(),
        ShortcutKind.Pad => Box.Of(new Caption("", Padding(residual.ShortcutStride), residual.Output.ToString(), residual.Name + ".shortcut"), BoxKind.Other),
        ShortcutKind.Layers => InRow(residual.Shortcut),
        _ => throw new ArgumentOutOfRangeException(nameof(residual), residual.Kind, "a shortcut without a figure"),
    };

    private static string Padding(Extent stride) => stride == Extent.Square(1) ? "pad" : $"pad, every {(stride.Height == stride.Width ? Ordinal(stride.Height) : stride.ToString())}";

    private static string Ordinal(int number) => number switch
    {
        2 => "2nd",
        3 => "3rd",
        _ => number.ToString(CultureInfo.InvariantCulture) + "th",
    };

    private static Caption Joined(string sign, Layer layer) => new("", sign + " " + layer.Output, "", layer.Name);

    private static Caption CaptionOf(Layer layer)
    {
        string text = LayerText.Of(layer), name = layer.Name[(layer.Name.LastIndexOf('.') + 1)..];
        long parameters = layer.Counts.Parameters;
        string counts = parameters == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" \u00B7 {parameters:N0} parameters");
        return new Caption(IsLabel(name, text) ? name : "", text, layer.Output + counts, layer.Name);
    }

    // A name that a file does not give is the keyword and a number, which says nothing more.
    private static bool IsLabel(string name, string text)
    {
        string keyword = text.Split(' ')[0];
        return !name.StartsWith(keyword, StringComparison.Ordinal) || !name.AsSpan(keyword.Length).ContainsOnlyDigits();
    }

    private static string KindOf(Layer layer) => layer switch
    {
        Convolution => BoxKind.Convolution,
        FullyConnected => BoxKind.FullyConnected,
        Pooling => BoxKind.Pooling,
        BatchNormalisation or LocalResponseNormalisation => BoxKind.Normalisation,
        Activation or Maxout or Softmax => BoxKind.Activation,
        BlockUse => BoxKind.Block,
        _ => BoxKind.Other,
    };
}

internal static class DigitSpans
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}

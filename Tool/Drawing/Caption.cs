namespace NetArch.Tool.Drawing;

/// <summary>The text of a box: what it is, and below it, smaller, what comes of it.</summary>
/// <param name="Label">The name that the file gives it, set off; or empty.</param>
/// <param name="Below">Empty where one line says all.</param>
/// <param name="Full">What shows when one points at it.</param>
internal sealed record Caption(string Label, string Text, string Below, string Full)
{
    /// <summary>No font of the stack is wider: monospaced letters are 0.55 to 0.62 of their size.</summary>
    public const double TextSize = 13, SmallSize = 11;

    private const double LetterWidth = 0.625, Margin = 14;

    public string Above => Label.Length == 0 ? Text : Label + " " + Text;

    public double Width => Math.Ceiling(Math.Max(Above.Length * TextSize, Below.Length * SmallSize) * LetterWidth) + 2 * Margin;

    public double Height => Below.Length == 0 ? 26 : 42;
}

/// <summary>What boxes are told apart by: a class of the picture's style.</summary>
internal static class BoxKind
{
    public const string Convolution = "convolution", FullyConnected = "connected", Pooling = "pooling", Normalisation = "normalisation",
        Activation = "activation", Other = "other", Block = "block", Ends = "ends";
}

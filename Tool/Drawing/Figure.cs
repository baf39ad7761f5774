namespace NetArch.Tool.Drawing;

/// <summary>A part of a picture: its size is known before it is drawn. Data comes in at the top and leaves at the bottom, both at its axis.</summary>
/// <param name="Axis">From its left edge.</param>
internal abstract record Figure(double Width, double Height, double Axis)
{
    /// <summary>Between one part and the next: room for an arrow.</summary>
    public const double Gap = 22;

    /// <summary>Whether a line ends here with a head; what only divides the line has none.</summary>
    public virtual bool TakesHead => true;

    /// <summary>Draws it with its upper left corner there.</summary>
    public abstract void Draw(SvgCanvas canvas, double x, double y);
}

/// <summary>Where data passes unchanged.</summary>
internal sealed record Passage() : Figure(24, 0, 12)
{
    public override bool TakesHead => false;

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
    }
}

/// <summary>One layer, or a block that is folded.</summary>
internal sealed record Box(Caption Caption, string Kind, double Width) : Figure(Width, Caption.Height, Width / 2)
{
    /// <summary>As wide as its text needs.</summary>
    public static Box Of(Caption caption, string kind) => new(caption, kind, caption.Width);

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        if (Kind == BoxKind.Block) canvas.Rectangle(BoxKind.Block, x + 4, y + 4, Width, Height);
        canvas.Rectangle(Kind, x, y, Width, Height);
        canvas.Caption(Caption, x + Width / 2, y);
    }
}

/// <summary>Parts one after the other, their axes in line; boxes among them are equally wide.</summary>
internal sealed record Column : Figure
{
    private readonly IReadOnlyList<Figure> parts;

    public override bool TakesHead => parts[0].TakesHead;

    private Column(IReadOnlyList<Figure> parts) : base(
        parts.Max(part => part.Axis) + parts.Max(part => part.Width - part.Axis),
        parts.Sum(part => part.Height) + Gap * (parts.Count - 1),
        parts.Max(part => part.Axis)) => this.parts = parts;

    public static Figure Of(IReadOnlyList<Figure> parts)
    {
        if (parts.Count == 0) return new Passage();
        double widest = parts.OfType<Box>().Select(box => box.Width).DefaultIfEmpty(0).Max();
        return new Column([.. parts.Select(part => part is Box box ? box with { Width = widest, Axis = widest / 2 } : part)]);
    }

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        for (int index = 0; index < parts.Count; index++)
        {
            if (index > 0) canvas.Lead(parts[index].TakesHead, x + Axis, y - Gap, y);
            parts[index].Draw(canvas, x + Axis - parts[index].Axis, y);
            y += parts[index].Height + Gap;
        }
    }
}

/// <summary>A block that is open: its own caption on top, its layers below, all in one frame.</summary>
internal sealed record Card : Figure
{
    private const double Margin = 14;

    private readonly Caption caption;
    private readonly Figure inner;

    public Card(Caption caption, Figure inner) : base(
        Left(caption, inner) + Math.Max(inner.Width - inner.Axis + Margin, caption.Width / 2),
        caption.Height + Gap + inner.Height + Margin,
        Left(caption, inner))
    {
        this.caption = caption;
        this.inner = inner;
    }

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        canvas.Rectangle("frame", x, y, Width, Height);
        canvas.Rectangle(BoxKind.Block, x, y, Width, caption.Height);
        canvas.Caption(caption, x + Axis, y);
        double top = y + caption.Height, body = top + Gap;
        canvas.Lead(inner.TakesHead, x + Axis, top, body);
        inner.Draw(canvas, x + Axis - inner.Axis, body);
        canvas.Line(x + Axis, body + inner.Height, x + Axis, y + Height);
    }

    private static double Left(Caption caption, Figure inner) => Math.Max(inner.Axis + Margin, caption.Width / 2);
}

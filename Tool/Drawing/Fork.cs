namespace NetArch.Tool.Drawing;

/// <summary>Branches side by side, from one line, to a join that says what becomes of them.</summary>
internal sealed record Fork : Figure
{
    private const double Between = 28;

    private readonly Branch[] branches;
    private readonly Caption join;

    public override bool TakesHead => false;

    private Fork(Branch[] branches, Caption join, double width, double axis)
        : base(width, Gap + branches.Max(branch => branch.Figure.Height) + Gap + join.Height, axis)
    {
        this.branches = branches;
        this.join = join;
    }

    /// <param name="trunk">The branch that goes on straight; null for the middle of all.</param>
    public static Fork Of(IReadOnlyList<Figure> figures, Caption join, int? trunk)
    {
        var placed = new List<Branch>();
        double right = 0;
        foreach (Figure figure in figures)
        {
            placed.Add(new Branch(figure, right));
            right += figure.Width + Between;
        }

        right -= Between;
        double axis = trunk is { } straight ? placed[straight].Axis : right / 2;
        double shift = Math.Max(0, join.Width / 2 - axis);
        Branch[] branches = [.. placed.Select(branch => branch with { Left = branch.Left + shift })];
        return new Fork(branches, join, Math.Max(right + shift, axis + shift + join.Width / 2), axis + shift);
    }

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        double split = y + Gap / 2, top = y + Gap, joined = y + Height - join.Height;
        canvas.Line(x + Axis, y, x + Axis, split);
        canvas.Line(x + Math.Min(Axis, branches.Min(branch => branch.Axis)), split, x + Math.Max(Axis, branches.Max(branch => branch.Axis)), split);
        foreach (Branch branch in branches)
        {
            double line = x + branch.Axis, bottom = top + branch.Figure.Height;
            canvas.Lead(branch.Figure.TakesHead, line, split, top);
            branch.Figure.Draw(canvas, x + branch.Left, top);
            Lead(canvas, x, line, bottom, joined);
        }

        canvas.Pill(x + Axis - join.Width / 2, joined, join.Width, join.Height);
        canvas.Caption(join, x + Axis, joined);
    }

    // From above where the join lies below the branch, else from the side.
    private void Lead(SvgCanvas canvas, double x, double line, double bottom, double joined)
    {
        double middle = joined + join.Height / 2, left = x + Axis - join.Width / 2, right = left + join.Width;
        if (line > left + join.Height / 2 && line < right - join.Height / 2)
        {
            canvas.Arrow(line, bottom, line, joined);
            return;
        }

        canvas.Line(line, bottom, line, middle);
        canvas.Arrow(line, middle, line < x + Axis ? left : right, middle);
    }

    private sealed record Branch(Figure Figure, double Left)
    {
        public double Axis => Left + Figure.Axis;
    }
}

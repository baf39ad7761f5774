using System.Globalization;
using System.Text;

namespace NetArch.Tool.Drawing;

/// <summary>Shapes and texts as SVG. What things look like is in <see cref="SvgStyle"/>.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder text = new();

    public void Rectangle(string kind, double x, double y, double width, double height) => Rectangle(kind, x, y, width, height, 4);

    public void Pill(double x, double y, double width, double height) => Rectangle("join", x, y, width, height, height / 2);

    public void Line(double fromX, double fromY, double toX, double toY)
    {
        if (fromX != toX || fromY != toY) Element($"<path class='line' d='M{fromX} {fromY}L{toX} {toY}'/>");
    }

    public void Arrow(double fromX, double fromY, double toX, double toY) =>
        Element($"<path class='line' marker-end='url(#arrow)' d='M{fromX} {fromY}L{toX} {toY}'/>");

    /// <summary>A line straight down.</summary>
    public void Lead(bool hasHead, double x, double fromY, double toY)
    {
        if (hasHead) Arrow(x, fromY, x, toY);
        else Line(x, fromY, x, toY);
    }

    /// <param name="middle">Where its lines are centred.</param>
    public void Caption(Caption caption, double middle, double top)
    {
        string label = caption.Label.Length == 0 ? "" : $"<tspan class='label'>{Escaped(caption.Label)}</tspan> ";
        double line = top + (caption.Below.Length == 0 ? 17.5 : 18);
        text.Append("<g><title>").Append(Escaped(caption.Full)).Append("</title>");
        text.Append(Invariant($"<text x='{middle}' y='{line}'>")).Append(label).Append(Escaped(caption.Text)).Append("</text>");
        if (caption.Below.Length > 0) text.Append(Invariant($"<text class='below' x='{middle}' y='{top + 34}'>")).Append(Escaped(caption.Below)).Append("</text>");
        text.Append("</g>\n");
    }

    public void Heading(string kind, string words, double x, double y) =>
        text.Append(Invariant($"<text class='{kind}' x='{x}' y='{y}'>")).Append(Escaped(words)).Append("</text>\n");

    /// <summary>The whole document.</summary>
    public string Document(string title, double width, double height) => string.Concat(
        Invariant($"<svg xmlns='http://www.w3.org/2000/svg' role='img' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>\n"),
        "<title>", Escaped(title), "</title>\n", SvgStyle.Text,
        "<rect class='page' width='100%' height='100%'/>\n", text.ToString(), "</svg>\n");

    private void Rectangle(string kind, double x, double y, double width, double height, double radius) =>
        Element($"<rect class='{kind}' x='{x}' y='{y}' width='{width}' height='{height}' rx='{radius}'/>");

    private void Element(FormattableString element) => text.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Invariant(FormattableString element) => element.ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string words) =>
        words.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}

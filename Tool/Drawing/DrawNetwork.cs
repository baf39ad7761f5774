using System.Globalization;
using NetArch.Dsl.Model;

namespace NetArch.Tool.Drawing;

/// <summary>A network's structure as one SVG picture: data runs from top to bottom.</summary>
internal static class DrawNetwork
{
    private const double Margin = 24, Heading = 52;

    public static string AsSvg(Network network, BlockStyle blocks)
    {
        LayerCounts counts = network.Counts;
        string subtitle = string.Create(
            CultureInfo.InvariantCulture, $"{counts.Parameters:N0} parameters, {counts.MultiplyAccumulates:N0} multiply-accumulates");
        Figure figure = FormFigure.Of(network, blocks);
        double words = Math.Max(network.Name.Length * 18, subtitle.Length * Caption.SmallSize) * 0.64;
        double width = Math.Ceiling(Math.Max(figure.Width + 4, words) + 2 * Margin);
        double height = Math.Ceiling(Heading + figure.Height + 4 + 2 * Margin);

        var canvas = new SvgCanvas();
        canvas.Heading("title", network.Name, Margin, Margin + 16);
        canvas.Heading("subtitle", subtitle, Margin, Margin + 34);
        figure.Draw(canvas, Math.Round((width - figure.Width) / 2), Margin + Heading);
        return canvas.Document(network.Name, width, height);
    }
}

/// <summary>How blocks are drawn.</summary>
internal enum BlockStyle
{
    /// <summary>With all that is in them.</summary>
    Open,

    /// <summary>As one box; but a block that is all of a network is opened, since one box would say nothing.</summary>
    Folded,
}

using System.Collections.Generic;
using System.Globalization;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>How often a window fits along one axis: (size + 2 pad - taps) / stride + 1.</summary>
internal readonly record struct AxisFit(long Size, long Padding, long Kernel, long Dilation, long Stride)
{
    /// <summary>Positions from the first tap to the last: dilation (kernel - 1) + 1.</summary>
    public long Taps => Dilation * (Kernel - 1) + 1;

    /// <summary>Positions that the window can move by; negative where it is larger than its input.</summary>
    public long Room => Size + 2 * Padding - Taps;

    public bool IsWhole => Room % Stride == 0;

    public long Floor => Room / Stride + 1;

    /// <summary>One more for the rest, but for a window that would start in the padding behind the input.</summary>
    public long Ceiling
    {
        get
        {
            long windows = (Room + Stride - 1) / Stride + 1;
            return (windows - 1) * Stride >= Size + Padding ? windows - 1 : windows;
        }
    }

    public long Windows(Rounding rounding) => rounding == Rounding.Ceil ? Ceiling : Floor;

    /// <summary>The sum as one would write it: <c>(7 + 2 * 1 - 3) / 2 + 1 = 4</c>.</summary>
    public string Sum
    {
        get
        {
            string padding = Padding == 0 ? string.Empty : FormattableString.Invariant($" + 2 * {Padding}");
            string value = ((double)Room / Stride + 1).ToString("0.##", CultureInfo.InvariantCulture);
            return FormattableString.Invariant($"({Size}{padding} - {Taps}) / {Stride} + 1 = {value}");
        }
    }
}

/// <summary>A window over an image, both ways.</summary>
internal sealed record WindowFit(Shape Input, Window Window)
{
    public AxisFit Vertical => new(Input.Height, Window.Padding.Height, Window.Kernel.Height, Window.Dilation.Height, Window.Stride.Height);

    public AxisFit Horizontal => new(Input.Width, Window.Padding.Width, Window.Kernel.Width, Window.Dilation.Width, Window.Stride.Width);

    public bool IsTooLarge => Vertical.Room < 0 || Horizontal.Room < 0;

    public bool IsWhole => Vertical.IsWhole && Horizontal.IsWhole;

    /// <summary>The sum of both axes where it is the same, else of those that are meant.</summary>
    public string Sums(Func<AxisFit, bool> meant)
    {
        if (Vertical == Horizontal) return Vertical.Sum;
        var sums = new List<string>();
        if (meant(Vertical)) sums.Add("down " + Vertical.Sum);
        if (meant(Horizontal)) sums.Add("across " + Horizontal.Sum);
        return string.Join(", ", sums);
    }

    public string Result(Rounding rounding) => Text(Vertical.Windows(rounding), Horizontal.Windows(rounding));

    /// <summary>The next larger padding, equal on both axes, with which the window fits; null where none up to <paramref name="most"/> does.</summary>
    public (int Padding, string Result)? FittingPadding(int most)
    {
        if (Window.Padding.Height != Window.Padding.Width) return null;
        for (int padding = Window.Padding.Height + 1; padding <= most; padding++)
        {
            WindowFit fit = this with { Window = Window with { Padding = Extent.Square(padding) } };
            if (!fit.IsTooLarge && fit.IsWhole) return (padding, fit.Result(Rounding.Floor));
        }

        return null;
    }

    private static string Text(long height, long width) =>
        height == width ? height.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{height}x{width}");
}

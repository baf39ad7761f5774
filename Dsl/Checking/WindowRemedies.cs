using System.Collections.Generic;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>What would make a window fit, as edits.</summary>
internal static class WindowRemedies
{
    /// <summary><c>floor</c>, then <c>ceil</c> for a pooling, then a padding.</summary>
    public static EquatableArray<Remedy> ForPartial(ArgumentReader arguments, WindowFit fit, int most)
    {
        var remedies = new List<Remedy> { Say(arguments, "floor") };
        if (arguments.Layer.Keyword.Text != "conv") remedies.Add(Say(arguments, "ceil"));
        AddPadding(remedies, arguments, fit, most);
        return remedies.ToEquatableArray();
    }

    public static EquatableArray<Remedy> ForTooLarge(ArgumentReader arguments, WindowFit fit, int most)
    {
        var remedies = new List<Remedy>();
        AddPadding(remedies, arguments, fit, most);
        return remedies.ToEquatableArray();
    }

    /// <summary>The largest padding that there may be, in place of the one that is written.</summary>
    public static EquatableArray<Remedy> ForPadding(ArgumentReader arguments, string most) =>
        new([new Remedy($"Say pad {most}", arguments.Find("pad")!.Value!.Span, most)]);

    /// <summary>A padding fits the input of one place; in a block or a repeat there may be others.</summary>
    private static void AddPadding(List<Remedy> remedies, ArgumentReader arguments, WindowFit fit, int most)
    {
        if (!arguments.StandsAlone || fit.FittingPadding(most) is not { } fitting) return;
        string option = FormattableString.Invariant($"pad {fitting.Padding}");
        remedies.Add(arguments.Find("pad") is { } written
            ? new Remedy($"Say {option}", written.Name.Span.Through(written.Value!.Span), option)
            : Say(arguments, option));
    }

    private static Remedy Say(ArgumentReader arguments, string option) => new($"Say {option}", arguments.Layer.Span.Behind(), " " + option);
}

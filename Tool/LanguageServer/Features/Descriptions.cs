using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer.Features;

/// <summary>What is shown beside the text: at the pointer, and at each line's end.</summary>
internal static class Descriptions
{
    public static Hover? At(PositionParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        return context.Model(document).HoverAt(document.Lines.OffsetOf(parameters.Position)) is { } hover
            ? new Hover(new MarkupContent("markdown", hover.Text), document.Lines.RangeOf(hover.Span))
            : null;
    }

    public static IReadOnlyList<InlayHint>? Hints(RangeParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        int from = document.Lines.OffsetOf(parameters.Range.Start), to = document.Lines.OffsetOf(parameters.Range.End);
        return
        [
            .. context.Model(document).InlayHints().Where(hint => hint.Place.Start >= from && hint.Place.Start <= to)
                .Select(hint => new InlayHint(document.Lines.PositionOf(hint.Place.Start), hint.Text, hint.Tooltip, PaddingLeft: true)),
        ];
    }
}

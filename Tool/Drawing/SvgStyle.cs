namespace NetArch.Tool.Drawing;

/// <summary>Colours and letters of a picture, for light and for dark surroundings; nothing is loaded from elsewhere.</summary>
internal static class SvgStyle
{
    // Plain colours beside the media query, not variables: several renderers know only those.
    public const string Text = """
        <defs><marker id='arrow' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'><path class='head' d='M0 0.5L8 4L0 7.5z'/></marker></defs>
        <style>
        text { font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace; font-size: 13px; text-anchor: middle; fill: #1b1f24 }
        .label { font-weight: bold }
        .below { font-size: 11px; fill: #57606a }
        .title { font-size: 18px; font-weight: bold; text-anchor: start }
        .subtitle { font-size: 11px; text-anchor: start; fill: #57606a }
        rect { stroke: #8c959f; stroke-width: 1 }
        .page { fill: #ffffff; stroke: none }
        .line { stroke: #6e7781; stroke-width: 1.3; fill: none }
        .head { fill: #6e7781 }
        .frame { fill: none; stroke-dasharray: 4 3 }
        .convolution { fill: #dbeafe }
        .connected { fill: #ede2fe }
        .pooling { fill: #d7f5e3 }
        .normalisation { fill: #fdf0c4 }
        .activation { fill: #fde3d3 }
        .other { fill: #eceff2 }
        .block { fill: #f3f5f7 }
        .ends, .join { fill: #ffffff }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .below, .subtitle { fill: #9aa4af }
        rect { stroke: #6e7681 }
        .page { fill: #0d1117 }
        .line { stroke: #8b949e }
        .head { fill: #8b949e }
        .convolution { fill: #153356 }
        .connected { fill: #34235c }
        .pooling { fill: #12402b }
        .normalisation { fill: #463a10 }
        .activation { fill: #4e2a17 }
        .other { fill: #2b3138 }
        .block { fill: #1c2128 }
        .ends, .join { fill: #0d1117 }
        }
        </style>

        """;
}

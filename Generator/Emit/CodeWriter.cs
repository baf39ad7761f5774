using System;
using System.Text;

namespace NetArch.Generator.Emit;

/// <summary>Writes indented C#: lines end in \n whatever the operating system, and blank lines look after themselves.</summary>
/// <remarks>A blank line is dropped at the start and at the end of a block and of the text, and never doubled, so that
/// emitters can ask for one after every member.</remarks>
public sealed class CodeWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder text = new();
    private int depth;
    private bool blankWanted;
    private bool atStart = true;

    /// <summary>One line at the current indentation; an empty one is a <see cref="Blank"/>.</summary>
    public CodeWriter Line(string line = "")
    {
        if (line.Length == 0) return Blank();
        if (blankWanted && !atStart) text.Append('\n');
        blankWanted = false;
        atStart = false;
        text.Append(' ', depth * IndentSize).Append(line).Append('\n');
        return this;
    }

    /// <summary>Several lines, each moved to the current indentation; what they are indented by among themselves stays.</summary>
    public CodeWriter Lines(string lines)
    {
        foreach (string line in lines.Split('\n')) Line(line.TrimEnd());
        return this;
    }

    /// <summary>A blank line before the next line, unless that one opens the text or closes a block.</summary>
    public CodeWriter Blank()
    {
        blankWanted = true;
        return this;
    }

    /// <summary>A header, an opening brace, an indented body, a closing brace: <c>using (writer.Block("void Run()")) { ... }</c>.</summary>
    /// <param name="header">May have several lines, or none: then the braces stand alone.</param>
    /// <param name="close">The closing line: <c>};</c> for an initialiser.</param>
    public IDisposable Block(string header = "", string close = "}")
    {
        if (header.Length > 0) Lines(header);
        Line("{");
        return Open(close);
    }

    /// <summary>An indented body without braces: the continuation of the line before.</summary>
    public IDisposable Indented() => Open(close: null);

    public override string ToString() => text.ToString();

    private Scope Open(string? close)
    {
        depth++;
        atStart = true;
        blankWanted = false;
        return new Scope(this, close);
    }

    private void Close(string? close)
    {
        depth--;
        if (close is null) return;
        blankWanted = false;
        Line(close);
    }

    private sealed class Scope(CodeWriter writer, string? close) : IDisposable
    {
        private bool closed;

        public void Dispose()
        {
            if (closed) return;
            closed = true;
            writer.Close(close);
        }
    }
}

namespace NetArch.Dsl;

/// <summary>A piece of a file's text. Everything counts from 0, in UTF-16 units, as Roslyn counts.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of characters; lines that it spans are included with their line breaks.</param>
public sealed record SourceSpan(int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static readonly SourceSpan None = new(0, 0, 0, 0, 0, 0);

    public int End => Start + Length;

    /// <summary>The place behind the last character.</summary>
    public SourceSpan Behind() => new(End, 0, EndLine, EndColumn, EndLine, EndColumn);

    public bool Contains(int offset) => offset >= Start && offset <= End;

    /// <summary>From the start of this one to the end of another one that does not begin before it.</summary>
    public SourceSpan Through(SourceSpan last) =>
        last.End <= End ? this : new(Start, last.End - Start, StartLine, StartColumn, last.EndLine, last.EndColumn);
}

using System.Collections.Generic;
using System.Text;

namespace NetArch.Dsl.Text;

/// <summary>One statement cut out of a file: its own characters, with comments left out and every body reduced to <c>{}</c>.</summary>
internal sealed class StatementText(ArchText file, int start)
{
    /// <summary>A parser takes about a kilobyte a character; a statement of a person is far below this.</summary>
    public const int MaximumLength = 1_000;

    private readonly StringBuilder characters = new();
    private readonly List<int> offsets = [];
    private readonly Dictionary<int, IReadOnlyList<StatementText>> bodies = [];

    public ArchText File { get; } = file;

    public int Start { get; } = start;

    /// <summary>Offset behind the last character that belongs to the statement, its bodies included.</summary>
    public int End { get; set; } = start;

    public int Length => characters.Length;

    public char this[int index] => characters[index];

    /// <summary>The bodies in their order, by the index of their <c>{</c>.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<StatementText>> Bodies => bodies;

    /// <summary>Already reported: not to be parsed again.</summary>
    public bool IsBroken { get; set; }

    public bool IsTooLong { get; private set; }

    public void Append(char character, int offset)
    {
        if (characters.Length >= MaximumLength)
        {
            IsTooLong = true;
            return;
        }

        characters.Append(character);
        offsets.Add(offset);
    }

    public void AppendBody(IReadOnlyList<StatementText> body, int open, int close)
    {
        bodies[characters.Length] = body;
        Append('{', open);
        Append('}', close);
    }

    /// <summary>The span of the characters from one index up to another.</summary>
    public SourceSpan Span(int from, int to)
    {
        if (offsets.Count == 0) return File.Span(Start, Start);
        if (from >= to || from >= offsets.Count) return File.Span(OffsetAt(from), OffsetAt(from));
        return File.Span(offsets[from], offsets[to - 1] + 1);
    }

    /// <summary>The word number <paramref name="number"/> (from 0) of the statement, or an empty text.</summary>
    public string Word(int number)
    {
        (int from, int to) = WordRange(number);
        return characters.ToString(from, to - from);
    }

    public (int From, int To) WordRange(int number)
    {
        int index = 0;
        while (true)
        {
            while (index < characters.Length && !ArchText.IsNameStart(characters[index])) index++;
            int from = index;
            while (index < characters.Length && ArchText.IsNamePart(characters[index])) index++;
            if (number-- == 0 || from == characters.Length) return (from, index);
        }
    }

    public string Substring(int from, int length) => characters.ToString(from, length);

    public override string ToString() => characters.ToString();

    /// <summary>Where a character of the statement stands in the file.</summary>
    public int OffsetOf(int index) => offsets[index];

    private int OffsetAt(int index) => index < offsets.Count ? offsets[index] : offsets[offsets.Count - 1] + 1;
}

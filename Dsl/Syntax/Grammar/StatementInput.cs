using System.Collections.Generic;
using NetArch.Dsl.Model;
using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>A statement with the bodies in it parsed already.</summary>
internal sealed record StatementSource(StatementText Text, IReadOnlyDictionary<int, EquatableArray<StatementSyntax>> Bodies);

/// <summary>A place in a statement, for Sprache. It knows its file, so that what is parsed gets spans in the file.</summary>
internal sealed class StatementInput(StatementSource source, int index) : IInput
{
    private Dictionary<object, object>? memos;

    public StatementSource Statement => source;

    public string Source => source.Text.ToString();

    public char Current => source.Text[index];

    public bool AtEnd => index >= source.Text.Length;

    public int Position => index;

    public int Line => 1;

    public int Column => index + 1;

    public IDictionary<object, object> Memos => memos ??= [];

    public IInput Advance() => AtEnd ? throw new InvalidOperationException("The statement has ended.") : new StatementInput(source, index + 1);

    public bool Equals(IInput? other) => other is StatementInput input && ReferenceEquals(input.Statement, source) && input.Position == index;

    public override bool Equals(object? obj) => Equals(obj as IInput);

    public override int GetHashCode() => index;

    /// <summary>The place behind the characters from here on that satisfy a condition.</summary>
    public StatementInput SkipWhile(Func<char, bool> condition)
    {
        int to = index;
        while (to < source.Text.Length && condition(source.Text[to])) to++;
        return to == index ? this : new StatementInput(source, to);
    }

    /// <summary>The text from here to a later place.</summary>
    public string TextTo(StatementInput end) => source.Text.Substring(index, end.Position - index);

    /// <summary>The span from one place to another of the same statement.</summary>
    public static SourceSpan Span(IInput from, IInput to) => ((StatementInput)from).Statement.Text.Span(from.Position, to.Position);
}

using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Syntax;

/// <summary>A parsed file with the extent of everything in it: what a formatter and an editor need beside the tree.</summary>
internal sealed class WrittenFile(ArchText text, IReadOnlyList<WrittenStatement> statements)
{
    public ArchText Text => text;

    public IReadOnlyList<WrittenStatement> Statements => statements;

    public string Content => Text.Content;

    /// <summary>The tree alone.</summary>
    public FileSyntax Syntax => new(Statements.Select(statement => statement.Syntax).ToEquatableArray());

    /// <summary>The innermost statement at or right before a place; null between statements.</summary>
    public WrittenStatement? At(int offset)
    {
        WrittenStatement? found = null;
        IEnumerable<WrittenStatement> among = Statements;
        while (among.FirstOrDefault(statement => offset >= statement.Start && offset <= Extent(statement).End) is { } next)
        {
            found = next;
            among = next.Bodies.SelectMany(body => body.Statements);
        }

        return found;
    }

    /// <summary>A whole statement: label, words, claims and bodies, without the blanks behind it.</summary>
    public SourceSpan Extent(WrittenStatement statement)
    {
        int end = statement.End;
        while (end > statement.Start && char.IsWhiteSpace(Content[end - 1])) end--;
        return Text.Span(statement.Start, end);
    }

    /// <summary>Every statement at any depth, in the order of the text.</summary>
    public IEnumerable<WrittenStatement> All => Statements.SelectMany(statement => statement.WithInner);
}

/// <summary>A statement as it was cut out, and what it was read as.</summary>
internal sealed class WrittenStatement(StatementText text, StatementSyntax syntax, IReadOnlyList<WrittenBody> bodies)
{
    public StatementText Text => text;

    public StatementSyntax Syntax => syntax;

    public IReadOnlyList<WrittenBody> Bodies => bodies;

    public int Start => Text.Start;

    public int End => Text.End;

    /// <summary>Read, and a statement of the language; the others are left as they are written.</summary>
    public bool IsReadable => Syntax is not (UnreadableSyntax or UnknownSyntax);

    /// <summary>Where a body's <c>{</c> stands in the file.</summary>
    public int Open(WrittenBody body) => Text.OffsetOf(body.Index);

    /// <summary>Where a body's <c>}</c> stands in the file; its <c>{</c> again where it is not closed.</summary>
    public int Close(WrittenBody body) => Text.OffsetOf(body.Index + 1);

    /// <summary>This statement and all within it.</summary>
    public IEnumerable<WrittenStatement> WithInner =>
        new[] { this }.Concat(Bodies.SelectMany(body => body.Statements).SelectMany(statement => statement.WithInner));
}

/// <summary>Statements in braces.</summary>
/// <param name="index">The index of the <c>{</c> in the statement's characters.</param>
internal sealed class WrittenBody(int index, IReadOnlyList<WrittenStatement> statements)
{
    public int Index => index;

    public IReadOnlyList<WrittenStatement> Statements => statements;
}

using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Finds the names of all blocks that a file leads to.</summary>
internal sealed class UsedBlocks(BlockLibrary library)
{
    private readonly Queue<DeclaredBlock> pending = new();
    private readonly HashSet<string> followed = [];

    /// <summary>Ignoring case, as names of blocks must differ by more.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether every name that the file itself mentions stands for something.</summary>
    public bool Follow(ArchFile file)
    {
        foreach (BlockSyntax block in file.Syntax.Statements.OfType<BlockSyntax>()) Names.Add(block.Name.Text);
        if (HasUnknown(file.Syntax.Statements)) return false;
        foreach (UseSyntax use in SyntaxTree.Uses(file.Syntax.Statements))
            if (!Reach(use)) return false;

        // What other files' blocks mention in vain is reported there.
        while (pending.Count > 0)
            foreach (UseSyntax use in SyntaxTree.Uses(pending.Dequeue().Syntax.Body)) Reach(use);
        return true;
    }

    private bool Reach(UseSyntax use)
    {
        Names.Add(use.Keyword.Text);
        if (library.Find(use.Keyword.Text) is not { } block) return false;
        if (followed.Add(block.Name)) pending.Enqueue(block);
        return true;
    }

    private static bool HasUnknown(IEnumerable<StatementSyntax> statements) =>
        statements.Any(statement => statement is UnknownSyntax || HasUnknown(statement.Children()));
}

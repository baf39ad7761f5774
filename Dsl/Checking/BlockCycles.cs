using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>A block and the file it stands in.</summary>
internal sealed record DeclaredBlock(string Path, BlockSyntax Syntax)
{
    public string Name => Syntax.Name.Text;

    /// <summary>As it is used: <c>Basic(channels, step: 1)</c>.</summary>
    public string Usage
    {
        get
        {
            const int Shown = 8;
            IEnumerable<string> parameters = Syntax.Parameters.Take(Shown).Select(parameter => parameter.Default is null ? parameter.Name.Text : parameter.Name.Text + ": ...");
            if (Syntax.Parameters.Count > Shown) parameters = parameters.Append("...");
            return $"{Name}({string.Join(", ", parameters)})";
        }
    }

    public bool Equals(DeclaredBlock? other) => other is not null && Path == other.Path && Syntax.Equals(other.Syntax);

    public override int GetHashCode() => Syntax.GetHashCode();
}

/// <summary>The uses that lead a block back into itself.</summary>
internal sealed class BlockCycles
{
    private readonly HashSet<(string Path, int Start)> closing = [];
    private readonly List<(DeclaredBlock Block, UseSyntax Use, string Cycle)> uses = [];

    /// <summary>Each use that closes a cycle, with the cycle as text: <c>A uses B uses A</c>.</summary>
    public IReadOnlyList<(DeclaredBlock Block, UseSyntax Use, string Cycle)> Uses => uses;

    /// <summary>Without these uses, every expansion ends.</summary>
    public bool Closes(string path, UseSyntax use) => closing.Contains((path, use.Span.Start));

    /// <summary>A depth-first walk of who uses whom, with a stack of its own: a chain of blocks may be as long as a file.</summary>
    public static BlockCycles Find(IReadOnlyList<DeclaredBlock> blocks, BlockLibrary library)
    {
        var cycles = new BlockCycles();
        var finished = new HashSet<string>();
        foreach (DeclaredBlock block in blocks)
        {
            if (!finished.Contains(block.Name)) cycles.Walk(block, library, finished);
        }

        return cycles;
    }

    private void Walk(DeclaredBlock root, BlockLibrary library, HashSet<string> finished)
    {
        var path = new List<(DeclaredBlock Block, IEnumerator<UseSyntax> Uses)>();
        var onPath = new HashSet<string>();
        Enter(root);
        while (path.Count > 0)
        {
            (DeclaredBlock block, IEnumerator<UseSyntax> pending) = path[path.Count - 1];
            if (!pending.MoveNext())
            {
                finished.Add(block.Name);
                onPath.Remove(block.Name);
                path.RemoveAt(path.Count - 1);
            }
            else if (onPath.Contains(pending.Current.Keyword.Text))
            {
                Close(block, pending.Current, path.Select(step => step.Block.Name).ToArray());
            }
            else if (!finished.Contains(pending.Current.Keyword.Text) && library.Find(pending.Current.Keyword.Text) is DeclaredBlock next)
            {
                Enter(next);
            }
        }

        void Enter(DeclaredBlock block)
        {
            onPath.Add(block.Name);
            path.Add((block, SyntaxTree.Uses(block.Syntax.Body).GetEnumerator()));
        }
    }

    private void Close(DeclaredBlock block, UseSyntax use, string[] path)
    {
        const int Shown = 6;
        string[] cycle = path.SkipWhile(name => name != use.Keyword.Text).ToArray();
        IEnumerable<string> names = cycle.Length <= Shown ? cycle : [.. cycle.Take(Shown - 1), "...", cycle[cycle.Length - 1]];
        closing.Add((block.Path, use.Span.Start));
        uses.Add((block, use, string.Join(" uses ", names.Concat([use.Keyword.Text]))));
    }
}

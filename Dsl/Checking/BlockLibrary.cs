using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Checking;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl;

/// <summary>The blocks of every file of a project. Equal where the blocks and their places are.</summary>
public sealed class BlockLibrary : IEquatable<BlockLibrary>
{
    private readonly EquatableArray<DeclaredBlock> blocks;
    private readonly EquatableArray<string> unreadable;
    private readonly Dictionary<string, DeclaredBlock> byName = [];
    private readonly Dictionary<string, DeclaredBlock> byFoldedName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> unreadableNames;
    private readonly Lazy<BlockCycles> cycles;
    private readonly ConcurrentDictionary<(string Path, int Start), bool> faulty = [];

    private BlockLibrary(EquatableArray<DeclaredBlock> blocks, EquatableArray<string> unreadable)
    {
        this.blocks = blocks;
        this.unreadable = unreadable;
        unreadableNames = new HashSet<string>(unreadable);
        foreach (DeclaredBlock block in blocks)
        {
            if (byFoldedName.ContainsKey(block.Name)) continue;
            byFoldedName.Add(block.Name, block);
            byName.Add(block.Name, block);
        }

        cycles = new Lazy<BlockCycles>(() => BlockCycles.Find(blocks.Where(IsFirst).ToArray(), this));
    }

    internal static BlockLibrary Of(IEnumerable<ArchFile> files)
    {
        ArchFile[] ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        return new BlockLibrary(
            ordered
                .SelectMany(file => file.Syntax.Statements.OfType<BlockSyntax>().Select(block => new DeclaredBlock(file.Path, block)))
                .ToEquatableArray(),
            ordered
                .SelectMany(file => file.Syntax.Statements.OfType<UnreadableSyntax>())
                .Where(statement => statement.BlockName is not null)
                .Select(statement => statement.BlockName!)
                .ToEquatableArray());
    }

    /// <summary>The blocks that decide what a file means: its own, those it uses, and those that these use. An edit of any other block leaves
    /// this as it is. A file with a name that stands for nothing may have meant any block; it gets them all.</summary>
    internal BlockLibrary UsedBy(ArchFile file)
    {
        var uses = new UsedBlocks(this);
        return uses.Follow(file)
            ? new BlockLibrary(
                blocks.Where(block => uses.Names.Contains(block.Name)).ToEquatableArray(),
                unreadable.Where(uses.Names.Contains).ToEquatableArray())
            : this;
    }

    internal IEnumerable<string> Names => byName.Keys;

    internal BlockCycles Cycles => cycles.Value;

    /// <summary>The first block of that name, in the order of the files' paths.</summary>
    internal DeclaredBlock? Find(string name) => byName.TryGetValue(name, out DeclaredBlock? block) ? block : null;

    /// <summary>The block that has this one's name, ignoring case, and comes before it; else null.</summary>
    internal DeclaredBlock? Earlier(DeclaredBlock block) => IsFirst(block) ? null : byFoldedName[block.Name];

    /// <summary>Whether a block of that name was written but could not be read.</summary>
    internal bool IsUnreadable(string name) => unreadableNames.Contains(name);

    /// <summary>Whether a block has mistakes that show without a use: then a network that uses it is no network, though its shapes may come out.</summary>
    internal bool IsFaulty(DeclaredBlock block) => faulty.GetOrAdd((block.Path, block.Syntax.Span.Start), _ =>
    {
        var diagnostics = new DiagnosticCollector();
        new CheckStructure(block.Path, this, diagnostics).OfBlock(block.Syntax);
        return diagnostics.ErrorsMet > 0;
    });

    public bool Equals(BlockLibrary? other) => other is not null && blocks.Equals(other.blocks) && unreadable.Equals(other.unreadable);

    public override bool Equals(object? obj) => Equals(obj as BlockLibrary);

    public override int GetHashCode() => blocks.GetHashCode();

    private bool IsFirst(DeclaredBlock block) =>
        byFoldedName.TryGetValue(block.Name, out DeclaredBlock? first) && first.Path == block.Path && first.Syntax.Name.Span == block.Syntax.Name.Span;
}

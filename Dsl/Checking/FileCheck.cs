using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Checking;

/// <summary>One file against the blocks of all: its blocks' structure, then each network in turn.</summary>
internal sealed class FileCheck
{
    private readonly ArchFile file;
    private readonly BlockLibrary blocks;
    private readonly CancellationToken cancellation;
    private readonly DiagnosticCollector diagnostics = new();
    private readonly FileBudget budget = new();
    private readonly Dictionary<string, DeclaredNetwork> declared = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<NetworkSketch> sketches = [];
    private string? @namespace;

    private FileCheck(ArchFile file, BlockLibrary blocks, CancellationToken cancellation)
    {
        this.file = file;
        this.blocks = blocks;
        this.cancellation = cancellation;
    }

    public static CheckedFile Run(ArchFile file, BlockLibrary blocks, CancellationToken cancellation)
    {
        var check = new FileCheck(file, blocks, cancellation);
        return check.Run();
    }

    private CheckedFile Run()
    {
        diagnostics.AddRange(file.Diagnostics);
        CheckTop();
        CheckBlocks();
        CheckedNetwork[] networks = file.Syntax.Statements.OfType<NetworkSyntax>().Select(Check).OfType<CheckedNetwork>().ToArray();
        EquatableArray<ArchDiagnostic> found = diagnostics.ToArray();
        return new CheckedFile(file.Path, networks.ToEquatableArray(), found.Where(diagnostic => diagnostic.Path == file.Path).ToEquatableArray())
        {
            FoundElsewhere = found.Where(diagnostic => diagnostic.Path != file.Path).ToEquatableArray(),
            Sketches = sketches.ToEquatableArray(),
            Declared = declared.Values.OrderBy(network => network.Span.Start).ToEquatableArray(),
        };
    }

    private void CheckTop()
    {
        EquatableArray<StatementSyntax> statements = file.Syntax.Statements;
        if (statements.All(statement => statement is NamespaceSyntax) && file.Diagnostics.Count == 0)
        {
            diagnostics.Add(DiagnosticDefinitions.FileEmpty.At(file.Path, SourceSpan.None));
        }

        for (int index = 0; index < statements.Count && !diagnostics.IsFull; index++)
        {
            switch (statements[index])
            {
                case NamespaceSyntax name when index == 0:
                    @namespace = name.Name;
                    break;
                case NamespaceSyntax name:
                    ReportMisplaced(name.Span, Words.Namespace, "after the beginning of a file", "move it to the first line; a file has one");
                    break;
                case UnknownSyntax unknown:
                    new CheckStructure(file.Path, blocks, diagnostics).ReportUnknown(unknown.Word);
                    break;
                case NetworkSyntax or BlockSyntax or UnreadableSyntax:
                    break;
                case StatementSyntax other:
                    string word = other is ElementSyntax element ? element.Keyword.Text : FirstWord(other);
                    ReportMisplaced(other.Span, word, "outside a network or block", "put it into one: network Name { ... }");
                    break;
            }
        }
    }

    private static string FirstWord(StatementSyntax statement) => statement switch
    {
        InputSyntax => Words.Input,
        ExpectSyntax => Words.Expect,
        RepeatSyntax => Words.Repeat,
        BranchSyntax => Words.Branch,
        _ => "this",
    };

    private void ReportMisplaced(SourceSpan span, string word, string where, string mend) =>
        diagnostics.Add(DiagnosticDefinitions.StatementMisplaced.At(file.Path, span, word, where, mend));

    private void CheckBlocks()
    {
        foreach (BlockSyntax block in file.Syntax.Statements.OfType<BlockSyntax>())
        {
            cancellation.ThrowIfCancellationRequested();
            new CheckStructure(file.Path, blocks, diagnostics).OfBlock(block);
            if (blocks.Earlier(new DeclaredBlock(file.Path, block)) is not { } earlier) continue;
            string place = earlier.Path == file.Path ? FormattableString.Invariant($"line {earlier.Syntax.Name.Span.StartLine + 1}") : System.IO.Path.GetFileName(earlier.Path);
            diagnostics.Add(DiagnosticDefinitions.BlockNameTaken.At(
                file.Path, block.Name.Span, earlier.Name, place, earlier.Name == block.Name.Text ? string.Empty : ", and names that differ only in case count as one"));
        }

        foreach ((DeclaredBlock block, UseSyntax use, string cycle) in blocks.Cycles.Uses.Where(closing => closing.Block.Path == file.Path))
        {
            diagnostics.Add(DiagnosticDefinitions.BlockRecursive.At(file.Path, use.Span, use.Keyword.Text, cycle));
        }
    }

    private CheckedNetwork? Check(NetworkSyntax syntax)
    {
        int errorsBefore = diagnostics.ErrorsMet;
        bool isFirst = DeclareName(syntax.Name);
        new CheckStructure(file.Path, blocks, diagnostics).OfNetwork(syntax);
        if (budget.IsSpent) return null;

        var session = new NetworkSession(syntax.Name.Text, blocks, diagnostics, new ExpansionBudget(ExpansionBudget.OfNetwork, budget), cancellation);
        var scope = new Scope(file.Path, Scope.NoValues, null, new NameScope());
        InputSyntax? written = syntax.Body.OfType<InputSyntax>().FirstOrDefault();
        Shape? input = written is null ? null : ReadShape.Read(written.Shape, session, scope);
        LayerSequence layers = ExpandStatements.Expand(syntax.Body, input, session, scope);
        if (session.Budget.IsSpent)
        {
            int limit = budget.IsSpent ? FileBudget.OfFile : ExpansionBudget.OfNetwork;
            string what = budget.IsSpent ? $"this file, with network {syntax.Name.Text}," : $"network {syntax.Name.Text}";
            diagnostics.Add(DiagnosticDefinitions.ExpansionTooLarge.At(file.Path, syntax.Name.Span, what, limit));
        }

        Network? network = layers.IsComplete && input is not null ? new Network(syntax.Name.Text, @namespace, input, layers.Layers) : null;
        EquatableArray<ClaimSyntax> claims = syntax.Body.OfType<ExpectSyntax>().SelectMany(expect => expect.Claims).ToEquatableArray();
        EquatableArray<MemoryClaim> memory = JudgeClaims.OfNetwork(claims, syntax.Name.Text, network, layers.Shape, session, scope).ToEquatableArray();
        if (network is null || network.Layers.Count == 0 || diagnostics.ErrorsMet > errorsBefore)
        {
            if (isFirst && SketchNetwork.Of(syntax, @namespace, input, layers.Shape, session) is { } sketch) sketches.Add(sketch);
            return null;
        }

        if (!session.FollowsClaim) return new CheckedNetwork(network, memory, session.Locations.ToEquatableArray(), syntax.Name.Span);

        // A network whose claims fail is built as what it is, not as what they say: once more, without following them.
        NetworkSession plain = session.Trial();
        LayerSequence found = ExpandStatements.Expand(syntax.Body, input, plain, scope with { Names = new NameScope() });
        return found.IsComplete
            ? new CheckedNetwork(network with { Layers = found.Layers }, memory, plain.Locations.ToEquatableArray(), syntax.Name.Span)
            : null;
    }

    /// <summary>Whether the name is a new one.</summary>
    private bool DeclareName(Token name)
    {
        if (!declared.TryGetValue(name.Text, out DeclaredNetwork? earlier))
        {
            declared.Add(name.Text, new DeclaredNetwork(name.Text, @namespace, name.Span));
            return true;
        }

        diagnostics.Add(ProjectCheck.NameTaken(file.Path, name.Text, name.Span, earlier, FormattableString.Invariant($"line {earlier.Span.StartLine + 1}")));
        return false;
    }
}

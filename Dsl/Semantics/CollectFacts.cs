using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Checking;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>Expands every network once more, quietly and without following wrong claims, to learn what each statement comes to.</summary>
internal static class CollectFacts
{
    public static FactRecorder Of(IEnumerable<ArchFile> files, BlockLibrary blocks, CancellationToken cancellation)
    {
        var recorder = new FactRecorder();
        foreach (ArchFile file in files)
        {
            var budget = new FileBudget();
            foreach (NetworkSyntax network in file.Syntax.Statements.OfType<NetworkSyntax>())
            {
                if (!budget.IsSpent) Expand(network, file.Path, blocks, budget, recorder, cancellation);
            }
        }

        return recorder;
    }

    private static void Expand(
        NetworkSyntax network, string path, BlockLibrary blocks, FileBudget budget, FactRecorder recorder, CancellationToken cancellation)
    {
        var session = new NetworkSession(network.Name.Text, blocks, null, new ExpansionBudget(ExpansionBudget.OfNetwork, budget), cancellation) { Facts = recorder };
        var scope = new Scope(path, Scope.NoValues, null, new NameScope());
        InputSyntax? written = network.Body.OfType<InputSyntax>().FirstOrDefault();
        Shape? input = written is null ? null : ReadShape.Read(written.Shape, session, scope);
        ExpandStatements.Expand(network.Body, input, session, scope);
    }
}

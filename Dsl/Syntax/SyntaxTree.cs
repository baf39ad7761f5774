using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Syntax;

/// <summary>Walks the tree as written.</summary>
internal static class SyntaxTree
{
    /// <summary>The statements that stand in this one's braces.</summary>
    public static IEnumerable<StatementSyntax> Children(this StatementSyntax statement) => statement switch
    {
        NetworkSyntax network => network.Body,
        BlockSyntax block => block.Body,
        RepeatSyntax repeat => repeat.Body,
        BranchSyntax branch => branch.Body,
        ConcatSyntax concat => concat.Body,
        ResidualSyntax { Shortcut: null } residual => residual.Body,
        ResidualSyntax residual => residual.Body.Concat(residual.Shortcut.Body),
        _ => [],
    };

    /// <summary>Every use of a block in these statements, at any depth.</summary>
    public static List<UseSyntax> Uses(EquatableArray<StatementSyntax> statements)
    {
        var uses = new List<UseSyntax>();
        Collect(statements);
        return uses;

        void Collect(IEnumerable<StatementSyntax> among)
        {
            foreach (StatementSyntax statement in among)
            {
                if (statement is UseSyntax use) uses.Add(use);
                Collect(statement.Children());
            }
        }
    }
}

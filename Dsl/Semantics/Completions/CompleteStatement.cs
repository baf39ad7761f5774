using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Syntax.Grammar;
using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Semantics.Completions;

/// <summary>What may stand at a cursor. The grammar itself says it: it is asked what it expected where a statement breaks off.</summary>
internal sealed class CompleteStatement
{
    /// <summary>A character that nothing expects, so that the grammar stops at it.</summary>
    private const char Impossible = '\u0001';

    private readonly ArchProject project;
    private readonly ProjectFile file;
    private readonly CursorContext context;
    private readonly List<Completion> completions = [];

    private CompleteStatement(ArchProject project, ProjectFile file, CursorContext context)
    {
        this.project = project;
        this.file = file;
        this.context = context;
    }

    public static IReadOnlyList<Completion> At(ArchProject project, ProjectFile file, int offset)
    {
        ArchText text = file.Written.Text;
        int place = System.Math.Max(0, System.Math.Min(offset, text.Content.Length));
        if (CursorContext.At(text, place) is not { } context) return [];
        var complete = new CompleteStatement(project, file, context);
        foreach (string expected in complete.Expected()) complete.Add(expected);
        return complete.completions
            .GroupBy(completion => completion.Text)
            .Select(group => group.First())
            .ToArray();
    }

    private string[] Expected()
    {
        StatementText text = context.Statement.Text;
        if (text.Length >= StatementText.MaximumLength - 1) return [];
        text.Append(Impossible, context.Partial.Start);
        var bodies = text.Bodies.ToDictionary(body => body.Key, _ => EquatableArray<StatementSyntax>.Empty);
        IResult<(Token? Label, StatementSyntax Statement)> result = StatementGrammar.Statement(new StatementInput(new StatementSource(text, bodies), 0));
        return result.WasSuccessful || result.Remainder.Position != text.Length - 1 ? [] : result.Expectations.Distinct().ToArray();
    }

    private void Add(string expected)
    {
        string first = context.Statement.FirstWord;
        if (expected.StartsWith("a layer,", StringComparison.Ordinal)) AddStatements();
        else if (expected == "a claim") AddClaims(isOfNetwork: first == Words.Expect);
        else if (expected.StartsWith("the number of samples", StringComparison.Ordinal)) Add(CompletionKind.Keyword, Words.Batch);
        else if (expected[0] == '\'') AddWord(expected.Trim('\''), first);
        else AddValues(expected);
    }

    private void AddStatements()
    {
        bool isLabelled = context.Statement.Words.Count > 0;
        switch (context.Around.FirstOrDefault()?.FirstWord)
        {
            case null when !isLabelled:
                Add(CompletionKind.Keyword, Words.Network);
                Add(CompletionKind.Keyword, Words.Block);
                if (file.Written.Statements.Count == 0 || file.Written.Statements[0].Start >= context.Partial.Start) Add(CompletionKind.Keyword, Words.Namespace);
                return;
            case null:
                return;
            case Words.Concat:
                Add(CompletionKind.Keyword, Words.Branch);
                return;
            case Words.Network when !isLabelled:
                Add(CompletionKind.Keyword, Words.Input);
                Add(CompletionKind.Keyword, Words.Expect);
                break;
        }

        foreach (LayerForm form in LayerForm.All) Add(CompletionKind.Layer, form.Keyword, WordHelp.Form(form));
        Add(CompletionKind.Layer, Words.Residual);
        Add(CompletionKind.Layer, Words.Concat);
        if (!isLabelled) Add(CompletionKind.Keyword, Words.Repeat);
        foreach (string name in project.Blocks.Names.OrderBy(name => name, StringComparer.Ordinal))
        {
            BlockSyntax block = project.Blocks.Find(name)!.Syntax;
            completions.Add(new Completion(CompletionKind.Block, name, block.Parameters.Count == 0 ? name + "()" : name + "(", WordHelp.Signature(block), context.Partial));
        }
    }

    /// <summary>An option that is not there yet, or another word of the language.</summary>
    private void AddWord(string word, string first)
    {
        if (!ArchText.IsNameStart(word[0]) || context.Statement.Unlabelled.Skip(1).Contains(word)) return;
        bool isExcluded = word is "floor" or "ceil" && context.Statement.Unlabelled.Any(other => other is "floor" or "ceil");
        if (isExcluded || context.Statement.Unlabelled.Contains(Words.Global)) return;
        Add(LayerForm.Find(first)?.FindOption(word) is not null || word == Words.Frozen ? CompletionKind.Option : CompletionKind.Keyword, word);
    }

    private void AddClaims(bool isOfNetwork)
    {
        string[] given = context.Statement.Unlabelled.ToArray();
        bool isClaimed = given.Any(word => word == "->" || Words.Counts.Contains(word));
        if (context.Statement.FirstWord == Words.Residual && !isClaimed && !given.Contains(Words.Shortcut)) Add(CompletionKind.Keyword, Words.Shortcut);
        if (!given.Contains("->")) Add(CompletionKind.Claim, "->", "the shape that comes out");
        foreach (string word in Words.Counts.Concat(isOfNetwork ? Words.Memory : []))
        {
            if (!given.Contains(word)) Add(CompletionKind.Claim, word);
        }
    }

    /// <summary>Where a number, an expression or a shape is wanted.</summary>
    private void AddValues(string expected)
    {
        bool isClaim = expected.EndsWith("or ?", StringComparison.Ordinal);
        bool isExpression = isClaim || expected.EndsWith("expression", StringComparison.Ordinal) || expected.StartsWith("a value for", StringComparison.Ordinal) || expected.IndexOf(" (", StringComparison.Ordinal) > 0;
        if (isClaim && TrueValue.At(project, file, context) is { } value) Add(CompletionKind.Value, value, "what is true here");
        if (isClaim) Add(CompletionKind.Value, "?", "the build answers");
        if (expected.StartsWith("KxK or global", StringComparison.Ordinal)) Add(CompletionKind.Keyword, Words.Global);
        if (!isExpression || context.Statement.FirstWord is Words.Network or Words.Block) return;
        AddArguments();
        foreach (string parameter in Parameters()) Add(CompletionKind.Parameter, parameter);
    }

    /// <summary>The parameters of the block that is used here, by name, where they are not given yet.</summary>
    private void AddArguments()
    {
        string[] words = context.Statement.Unlabelled.ToArray();
        if (words.Length < 2 || words[1] != "(" || words[words.Length - 1] is not ("(" or ",") || project.Blocks.Find(words[0]) is not { } block) return;
        foreach (ParameterSyntax parameter in block.Syntax.Parameters)
        {
            bool isGiven = words.Zip(words.Skip(1), (name, colon) => name == parameter.Name.Text && colon == ":").Any(given => given);
            if (!isGiven) completions.Add(new Completion(CompletionKind.Parameter, parameter.Name.Text + ":", parameter.Name.Text + ": ", WordHelp.Signature(block.Syntax), context.Partial));
        }
    }

    /// <summary>Those of the block around the cursor, by its words: it may not be readable as a whole.</summary>
    private IEnumerable<string> Parameters()
    {
        OpenStatement? block = context.Around.LastOrDefault();
        if (block?.FirstWord != Words.Block) return [];
        string[] words = block.Unlabelled.Skip(2).ToArray();
        return words.Where((word, index) => index > 0 && words[index - 1] is "(" or "," && ArchText.IsNameStart(word[0]));
    }

    private void Add(CompletionKind kind, string word, string? detail = null) =>
        completions.Add(new Completion(kind, word, word, detail ?? WordHelp.Of(word), context.Partial));
}

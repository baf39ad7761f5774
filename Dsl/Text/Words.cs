using System.Collections.Generic;

namespace NetArch.Dsl.Text;

/// <summary>The words of the language.</summary>
internal static class Words
{
    public const string Namespace = "namespace";
    public const string Network = "network";
    public const string Block = "block";
    public const string Input = "input";
    public const string Expect = "expect";
    public const string Repeat = "repeat";
    public const string Residual = "residual";
    public const string Shortcut = "shortcut";
    public const string Identity = "identity";
    public const string Pad = "pad";
    public const string Project = "project";
    public const string Concat = "concat";
    public const string Branch = "branch";
    public const string Frozen = "frozen";
    public const string Global = "global";
    public const string Batch = "batch";
    public const string Activations = "activations";
    public const string Training = "training";

    public static readonly IReadOnlyList<string> Counts = ["params", "trainable", "weights", "biases", "running", "macs"];

    public static readonly IReadOnlyList<string> Memory = [Activations, Training];

    /// <summary>Words that carry a statement on after a <c>}</c>; anything else there begins a new one.</summary>
    public static readonly HashSet<string> ContinueAfterBody = [Shortcut, Frozen, .. Counts, .. Memory];

    /// <summary>Words that begin a statement without being a layer.</summary>
    public static readonly IReadOnlyList<string> Statements =
        [Namespace, Network, Block, Input, Expect, Repeat, Residual, Shortcut, Concat, Branch];

    /// <summary>Option words that only mean something where they stand, so that a block's parameter may be called so.</summary>
    public static readonly HashSet<string> Contextual = ["channels", "k"];

    private static readonly HashSet<string> Reserved = CollectReserved();

    /// <summary>Whether a word can name nothing: every word of the language but the contextual ones.</summary>
    public static bool IsReserved(string word) => Reserved.Contains(word);

    private static HashSet<string> CollectReserved()
    {
        var words = new HashSet<string>(Statements) { Identity, Pad, Project, Frozen, Global, Batch };
        words.UnionWith(Counts);
        words.UnionWith(Memory);
        foreach (Syntax.LayerForm form in Syntax.LayerForm.All)
        {
            words.Add(form.Keyword);
            foreach (Syntax.OptionForm option in form.Options) words.Add(option.Name);
        }

        words.ExceptWith(Contextual);
        return words;
    }
}

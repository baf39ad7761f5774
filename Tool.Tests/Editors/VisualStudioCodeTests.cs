using System.Text.Json;
using System.Text.RegularExpressions;
using NetArch.Dsl;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Tool.Tests.Editors;

/// <summary>The extension's files against the language: a word that is new there must be known here.</summary>
public sealed class VisualStudioCodeTests
{
    private static readonly string Folder = Path.Combine(ToolRun.Repository, "Editors", "VisualStudioCode");

    public static TheoryData<string, string, string> Words
    {
        get
        {
            var words = new TheoryData<string, string, string>();
            foreach (string word in Dsl.Text.Words.Statements) words.Add(word, word, "keyword.control");
            foreach (string word in Dsl.Text.Words.Counts.Concat(Dsl.Text.Words.Memory).Append(Dsl.Text.Words.Batch)) words.Add(word, word, "support.type.claim");
            foreach (string word in new[] { Dsl.Text.Words.Identity, Dsl.Text.Words.Project, Dsl.Text.Words.Pad }) words.Add(word, "shortcut " + word, "constant.language");
            words.Add(Dsl.Text.Words.Global, "avgpool global", "constant.language");
            words.Add(Dsl.Text.Words.Frozen, "fc 10 frozen", "storage.modifier.option");
            foreach (LayerForm form in LayerForm.All)
            {
                words.Add(form.Keyword, form.Example, "support.function.layer");
                foreach (OptionForm option in form.Options) words.Add(option.Name, $"{form.Keyword} 2 {option.Name} 2", "storage.modifier.option");
            }

            return words;
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_of_the_language_is_coloured(string word, string line, string scope) =>
        ScopesOf(line, word).ShouldContain(name => name.StartsWith(scope, StringComparison.Ordinal), $"{word} in '{line}'");

    [Theory]
    [InlineData("C1: conv 6 5x5", "C1", "entity.name.tag"), InlineData("Basic(32, step: 2)", "Basic", "entity.name.type.block"), InlineData("network LeNet {", "LeNet", "entity.name.type")]
    [InlineData("input 1x28x28", "1x28x28", "constant.numeric.dimension"), InlineData("params 61_684", "61_684", "constant.numeric"), InlineData("expect macs <= 15.5G", "15.5", "constant.numeric")]
    [InlineData("expect training <= 2 GiB", "GiB", "keyword.other.unit"), InlineData("fc 10 # conv", "# conv", "comment.line"), InlineData("conv 6 5x5 -> ?", "->", "keyword.operator.claim")]
    public void Names_numbers_and_comments_are_coloured(string line, string part, string scope) =>
        ScopesOf(line, part).ShouldContain(name => name.StartsWith(scope, StringComparison.Ordinal));

    [Fact]
    public void A_named_argument_is_no_label() => ScopesOf("Basic(32, step: 2)", "step").ShouldNotContain(name => name.StartsWith("entity.name.tag", StringComparison.Ordinal));

    [Fact]
    public void Every_include_has_its_rule()
    {
        JsonElement grammar = Read("syntaxes/netarch.tmLanguage.json");
        string[] rules = [.. grammar.GetProperty("repository").EnumerateObject().Select(rule => "#" + rule.Name)];
        grammar.GetProperty("patterns").EnumerateArray().Select(pattern => pattern.GetProperty("include").GetString()).ShouldBe(rules, ignoreOrder: true);
    }

    [Fact]
    public void What_snippets_write_has_no_unknown_word()
    {
        foreach (JsonProperty snippet in Read("snippets/netarch.json").EnumerateObject())
        {
            string body = string.Join("\n", snippet.Value.GetProperty("body").EnumerateArray().Select(line => line.GetString()));
            string text = Regex.Replace(Regex.Replace(body, @"\$\{\d+[:|]([^,|}]*)[^}]*\}", "$1"), @"\$\d", "");
            string network = text.StartsWith("network", StringComparison.Ordinal) ? text
                : text.StartsWith("block", StringComparison.Ordinal) ? text + "\nnetwork A { input 3x8x8; Name(4) }"
                : $"network A {{\n input 16x8x8\n relu\n{text}\n}}";
            ArchCompilation.Compile("A.net.arch", network).Diagnostics
                .Where(finding => finding.Definition.Id is "ARCH0011" or "ARCH1001" or "ARCH1002" or "ARCH1003").ShouldBeEmpty(snippet.Name + "\n" + network);
        }
    }

    [Fact]
    public void The_manifest_names_files_that_are_there_and_starts_the_server()
    {
        JsonElement manifest = Read("package.json"), contributes = manifest.GetProperty("contributes");
        string[] files =
        [
            manifest.GetProperty("main").GetString()!,
            contributes.GetProperty("languages")[0].GetProperty("configuration").GetString()!,
            contributes.GetProperty("grammars")[0].GetProperty("path").GetString()!,
            contributes.GetProperty("snippets")[0].GetProperty("path").GetString()!,
        ];
        foreach (string file in files) File.Exists(Path.Combine(Folder, file)).ShouldBeTrue(file);
        contributes.GetProperty("languages")[0].GetProperty("extensions")[0].GetString().ShouldBe(".net.arch");
        JsonElement settings = contributes.GetProperty("configuration").GetProperty("properties");
        settings.GetProperty("netarch.command").GetProperty("default").GetString().ShouldBe("netarch");
        settings.GetProperty("netarch.arguments").GetProperty("default")[0].GetString().ShouldBe("lsp");
        Read("language-configuration.json").GetProperty("comments").GetProperty("lineComment").GetString().ShouldBe("#");
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;

    /// <summary>The scopes that an editor gives a part of a line: at each place the pattern that matches first, the earliest of equals.</summary>
    private static List<string> ScopesOf(string line, string part)
    {
        JsonElement grammar = Read("syntaxes/netarch.tmLanguage.json");
        JsonElement[] rules = [.. grammar.GetProperty("patterns").EnumerateArray().Select(pattern => grammar.GetProperty("repository").GetProperty(pattern.GetProperty("include").GetString()![1..]))];
        var scopes = new List<string>();
        for (int position = 0; position < line.Length;)
        {
            (JsonElement rule, Match? match) = rules.Select(candidate => (candidate, (Match?)new Regex(candidate.GetProperty("match").GetString()!).Match(line, position)))
                .Where(found => found.Item2 is { Success: true, Length: > 0 }).OrderBy(found => found.Item2!.Index).FirstOrDefault();
            if (match is null) break;
            if (match.Value.Trim() == part && rule.TryGetProperty("name", out JsonElement name)) scopes.Add(name.GetString()!);
            if (rule.TryGetProperty("captures", out JsonElement captures))
            {
                foreach (JsonProperty capture in captures.EnumerateObject())
                    if (match.Groups[capture.Name].Value == part) scopes.Add(capture.Value.GetProperty("name").GetString()!);
            }

            position = match.Index + match.Length;
        }

        return scopes;
    }
}

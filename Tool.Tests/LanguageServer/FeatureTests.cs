using System.Text.Json.Nodes;

namespace NetArch.Tool.Tests.LanguageServer;

/// <summary>Each feature once, as an editor asks for it.</summary>
public sealed class FeatureTests : IDisposable
{
    private const string Text = """
        # A small network.
        block Head(units) {
            fc units
            softmax
        }

        network A {
            input 1x8x8
            C1: conv 2 3x3
            relu
            Head(3)
        }

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Hover_shows_shape_parameters_and_multiply_accumulates()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = Open(client);

        JsonNode hover = client.Request("textDocument/hover", LanguageClient.At(address, 8, 9))!;

        string text = hover["contents"]!["value"]!.GetValue<string>();
        text.ShouldContain("1x8x8 -> 2x6x6");
        text.ShouldContain("18 weights + 2 biases = 20 parameters");
        text.ShouldContain("648 multiply-accumulates");
        hover["range"]!.ToJsonString().ShouldBe("""{"start":{"line":8,"character":8},"end":{"line":8,"character":12}}""");
        client.Request("textDocument/hover", LanguageClient.At(address, 10, 5))!["contents"]!["value"]!.GetValue<string>().ShouldContain("block Head(units)");
        client.Request("textDocument/hover", LanguageClient.At(address, 5, 0)).ShouldBeNull();
        client.Request("textDocument/hover", LanguageClient.At(address, 999, 999)).ShouldBeNull();
    }

    [Fact]
    public void Inlay_hints_show_the_shape_at_each_lines_end()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = Open(client);

        JsonArray hints = Hints(client, address, 0, 99);

        hints.Select(hint => (hint!["position"]!["line"]!.GetValue<int>(), hint["position"]!["character"]!.GetValue<int>(), hint["label"]!.GetValue<string>())).ShouldBe(
            [(2, 12, "-> 3"), (3, 11, "-> 3"), (8, 18, "-> 2x6x6"), (9, 8, "-> 2x6x6"), (10, 11, "-> 3")]);
        Hints(client, address, 9, 10).Count.ShouldBe(1);
    }

    [Fact]
    public void Completion_offers_layers_where_a_statement_begins()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "block Head(n) { fc n }\nnetwork A {\n    input 4\n    He\n    so\n}\n");

        JsonArray blocks = client.Request("textDocument/completion", LanguageClient.At(address, 3, 6))!.AsArray();
        JsonNode head = blocks.First(item => item!["label"]!.GetValue<string>().StartsWith("Head", StringComparison.Ordinal))!;
        head["kind"]!.GetValue<int>().ShouldBe(7);
        head["textEdit"]!["range"]!.ToJsonString().ShouldBe("""{"start":{"line":3,"character":4},"end":{"line":3,"character":6}}""");
        client.Request("textDocument/completion", LanguageClient.At(address, 4, 6))!.AsArray().ShouldContain(item => item!["label"]!.GetValue<string>() == "softmax");
    }

    [Fact]
    public void A_block_leads_to_its_definition_in_another_file_and_to_its_uses()
    {
        folder.Write("Blocks.net.arch", "block Head(n) { fc n }");
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A {\n    input 4\n    Head(3)\n    Head(2)\n}\n");
        client.Findings(address, 1).ShouldBeEmpty();

        JsonNode definition = client.Request("textDocument/definition", LanguageClient.At(address, 2, 6))!;
        JsonArray uses = client.Request("textDocument/references", WithContext(address, "\"includeDeclaration\": false"))!.AsArray();
        JsonArray all = client.Request("textDocument/references", WithContext(address, "\"includeDeclaration\": true"))!.AsArray();

        definition["uri"]!.GetValue<string>().ShouldBe(LanguageClient.Address(folder, "Blocks.net.arch"));
        definition["range"]!["start"]!.ToJsonString().ShouldBe("""{"line":0,"character":6}""");
        uses.Select(use => use!["range"]!["start"]!["line"]!.GetValue<int>()).ShouldBe([2, 3]);
        all.Count.ShouldBe(3);
        client.Request("textDocument/definition", LanguageClient.At(address, 1, 6)).ShouldBeNull();
    }

    [Fact]
    public void A_block_is_renamed_in_every_file_and_to_no_word_that_is_taken()
    {
        folder.Write("Blocks.net.arch", "block Head(n) { fc n }\nblock Other(n) { fc n }\n");
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A {\n    input 4\n    Head(3)\n}\n"), blocks = LanguageClient.Address(folder, "Blocks.net.arch");
        client.Findings(address, 1).ShouldBeEmpty();

        JsonNode prepared = client.Request("textDocument/prepareRename", LanguageClient.At(address, 2, 5))!;
        JsonObject changes = client.Request("textDocument/rename", Renamed(address, 2, 5, "Top"))!["changes"]!.AsObject();

        prepared["placeholder"]!.GetValue<string>().ShouldBe("Head");
        changes[address]!.ToJsonString().ShouldBe("""[{"range":{"start":{"line":2,"character":4},"end":{"line":2,"character":8}},"newText":"Top"}]""");
        changes[blocks]!.ToJsonString().ShouldBe("""[{"range":{"start":{"line":0,"character":6},"end":{"line":0,"character":10}},"newText":"Top"}]""");
        client.Request("textDocument/prepareRename", LanguageClient.At(address, 1, 6)).ShouldBeNull();
        foreach (string taken in new[] { "Other", "conv", "2nd", "" }) client.Error("textDocument/rename", Renamed(address, 2, 5, taken)).ShouldBe(-32803);
    }

    [Fact]
    public void Formatting_gives_the_edits_to_the_canonical_layout()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A {\n    input 4\n  fc 2\n}\n");

        JsonNode edit = client.Request("textDocument/formatting", LanguageClient.Of(address))!.AsArray().ShouldHaveSingleItem()!;

        edit.ToJsonString().ShouldBe("""{"range":{"start":{"line":2,"character":2},"end":{"line":2,"character":2}},"newText":"  "}""");
        client.Change(address, 2, """[{ "range": { "start": { "line": 2, "character": 2 }, "end": { "line": 2, "character": 2 } }, "text": "  " }]""");
        client.Request("textDocument/formatting", LanguageClient.Of(address))!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Code_actions_mend_a_finding_and_annotate_a_network()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A {\n    input 4\n    fc 2    weights 9\n    fc 3    -> ?\n}\n");

        JsonArray actions = Actions(client, address, 2, 20, "null"), all = Actions(client, address, 0, 0, "[\"source.fixAll\"]"), fixes = Actions(client, address, 2, 20, "[\"quickfix\"]");

        JsonNode fix = actions.First(action => action!["kind"]!.GetValue<string>() == "quickfix")!;
        fix["title"]!.GetValue<string>().ShouldBe("Write 8");
        fix["diagnostics"]![0]!["code"]!.GetValue<string>().ShouldBe("ARCH3002");
        fix["edit"]!["changes"]![address]![0]!["newText"]!.GetValue<string>().ShouldBe("8");
        actions.ShouldContain(action => action!["kind"]!.GetValue<string>() == "refactor.rewrite" && action["title"]!.GetValue<string>().Contains("claims of A's layers", StringComparison.Ordinal));
        fixes.ShouldHaveSingleItem();
        all.ShouldHaveSingleItem()!["edit"]!["changes"]![address]!.AsArray().Select(edit => edit!["newText"]!.GetValue<string>()).ShouldBe(["8", "3"], ignoreOrder: true);
    }

    [Fact]
    public void The_outline_has_networks_blocks_and_what_is_in_them()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        JsonArray symbols = client.Request("textDocument/documentSymbol", LanguageClient.Of(Open(client)))!.AsArray();
        symbols.Select(symbol => (symbol!["name"]!.GetValue<string>(), symbol["kind"]!.GetValue<int>())).ShouldBe([("Head", 23), ("A", 5)]);
        symbols[1]!["children"]!.AsArray().Select(symbol => symbol!["name"]!.GetValue<string>()).ShouldBe(["C1", "relu", "Head"]);
    }

    [Fact]
    public void Bodies_can_be_folded()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        JsonArray ranges = client.Request("textDocument/foldingRange", LanguageClient.Of(Open(client)))!.AsArray();
        ranges.Select(range => (range!["startLine"]!.GetValue<int>(), range["endLine"]!.GetValue<int>())).ShouldBe([(1, 4), (6, 11)]);
    }

    [Fact]
    public void Semantic_tokens_say_what_every_word_is()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "# one\nblock B(k) { fc k }\n");
        int[] data = [.. client.Request("textDocument/semanticTokens/full", LanguageClient.Of(address))!["data"]!.AsArray().Select(number => number!.GetValue<int>())];

        // Comment; block, its name, parameter; layer, parameter: line, character, length, kind, modifiers, from the word before.
        data.ShouldBe([0, 0, 5, 0, 0, 1, 0, 5, 1, 0, 0, 6, 1, 6, 0, 0, 2, 1, 7, 0, 0, 5, 2, 2, 0, 0, 3, 1, 7, 0]);
    }

    [Fact]
    public void A_request_can_be_cancelled_and_one_that_is_over_cannot()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = Open(client);
        client.Notify("$/cancelRequest", """{ "id": 4711 }""");
        client.Notify("$/cancelRequest", """{ "id": {} }""");
        client.Request("textDocument/hover", LanguageClient.At(address, 8, 9)).ShouldNotBeNull();
    }

    [Fact]
    public void Broken_texts_and_positions_anywhere_get_an_answer_from_every_feature()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        foreach (string text in new[] { "", "}", "network", "network A {", "block B(", "network A { input", "\r\r\n\n\u2028x", "network A { input 4; fc 2 -> " })
        {
            string address = client.Open(folder, "Broken.net.arch", text);
            foreach ((int line, int character) in new[] { (0, 0), (0, 5), (0, 9999), (7, 1), (-1, -1), (int.MaxValue, int.MaxValue) })
            {
                foreach (string method in new[] { "hover", "completion", "definition", "prepareRename" }) client.Request("textDocument/" + method, LanguageClient.At(address, line, character));
                Actions(client, address, line, character, "null");
            }

            foreach (string method in new[] { "formatting", "documentSymbol", "foldingRange", "semanticTokens/full" }) client.Request("textDocument/" + method, LanguageClient.Of(address));
            Hints(client, address, 0, 99);
        }
    }

    private string Open(LanguageClient client) => client.Open(folder, "A.net.arch", Text.ReplaceLineEndings("\n"));

    private static JsonArray Hints(LanguageClient client, string address, int from, int to) => client.Request(
        "textDocument/inlayHint", $$"""{ "textDocument": { "uri": "{{address}}" }, "range": { "start": { "line": {{from}}, "character": 0 }, "end": { "line": {{to}}, "character": 0 } } }""")!.AsArray();

    private static JsonArray Actions(LanguageClient client, string address, int line, int character, string only)
    {
        string place = $$"""{ "line": {{line}}, "character": {{character}} }""";
        return client.Request(
            "textDocument/codeAction", $$"""{ "textDocument": { "uri": "{{address}}" }, "range": { "start": {{place}}, "end": {{place}} }, "context": { "diagnostics": [], "only": {{only}} } }""")!.AsArray();
    }

    private static string WithContext(string address, string context) =>
        $$"""{ "textDocument": { "uri": "{{address}}" }, "position": { "line": 2, "character": 6 }, "context": { {{context}} } }""";

    private static string Renamed(string address, int line, int character, string name) =>
        $$"""{ "textDocument": { "uri": "{{address}}" }, "position": { "line": {{line}}, "character": {{character}} }, "newName": "{{name}}" }""";
}

using System.Text.Json.Nodes;

namespace NetArch.Tool.Tests.LanguageServer;

/// <summary>What the server makes of a client's edits: findings as it types.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Findings_come_with_place_id_and_message()
    {
        using LanguageClient client = LanguageClient.Begun(folder);

        JsonArray findings = client.Findings(client.Open(folder, "A.net.arch", "network A {\n    input 4\n    fc 2 -> 3\n}\n"), version: 1);

        JsonNode finding = findings.ShouldHaveSingleItem()!;
        finding["code"]!.GetValue<string>().ShouldBe("ARCH3001");
        finding["codeDescription"]!["href"]!.GetValue<string>().ShouldEndWith("docs/diagnostics/ARCH3001.md");
        finding["severity"]!.GetValue<int>().ShouldBe(1);
        finding["source"]!.GetValue<string>().ShouldBe("netarch");
        finding["message"]!.GetValue<string>().ShouldContain("the file says 3");
        finding["range"]!.ToJsonString().ShouldBe("""{"start":{"line":2,"character":12},"end":{"line":2,"character":13}}""");
    }

    [Fact]
    public void Edits_are_applied_one_after_the_other()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A {\n    input 4\n    fc 2\n}\n");
        client.Findings(address, 1).ShouldBeEmpty();

        // A line more, then a change in the line that moved, then one beyond the end of line and text.
        client.Change(address, 2, """
            [{ "range": { "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 0 } }, "text": "    relu\n" },
             { "range": { "start": { "line": 3, "character": 4 }, "end": { "line": 3, "character": 6 } }, "text": "cf" },
             { "range": { "start": { "line": 90, "character": 4 }, "end": { "line": 99, "character": 6 } }, "text": "# end" }]
            """);
        client.Findings(address, 2).ShouldHaveSingleItem()!["range"]!.ToJsonString().ShouldBe("""{"start":{"line":3,"character":4},"end":{"line":3,"character":6}}""");

        client.Change(address, 3, """[{ "text": "network A { input 4; fc 2 }" }]""");
        client.Findings(address, 3).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[\"utf-16\"]", "utf-16", 2), InlineData("[\"utf-8\"]", "utf-8", 4), InlineData("[\"utf-32\"]", "utf-32", 1), InlineData("[]", "utf-16", 2)]
    public void Positions_count_what_was_agreed_upon(string offered, string agreed, int width)
    {
        using var client = new LanguageClient(folder.Path);
        JsonNode result = client.Request("initialize", $$"""{ "capabilities": { "general": { "positionEncodings": {{offered}} } } }""")!;
        result["capabilities"]!["positionEncoding"]!.GetValue<string>().ShouldBe(agreed);

        // The mistake is behind a character that is two units of UTF-16, four bytes of UTF-8, one code point.
        string address = client.Open(folder, "A.net.arch", "network A { input 4; fc 2; \U0001F600 }");
        JsonNode range = client.Findings(address).First(finding => finding!["code"]!.GetValue<string>() == "ARCH0011")!["range"]!;
        range["start"]!["character"]!.GetValue<int>().ShouldBe(27);
        client.Change(address, 2, $$"""[{ "range": { "start": { "line": 0, "character": 27 }, "end": { "line": 0, "character": {{27 + width}} } }, "text": "" }]""");
        client.Findings(address, 2).ShouldBeEmpty();
    }

    [Fact]
    public void A_block_of_another_file_counts_as_the_client_has_it_then_as_it_lies_on_disk()
    {
        folder.Write("Blocks.net.arch", "block Head(n) { fc n }");
        using LanguageClient client = LanguageClient.Begun(folder);
        string user = client.Open(folder, "A.net.arch", "network A { input 4; Head(2) -> 2 }");
        client.Findings(user, 1).ShouldBeEmpty();

        string blocks = client.Open(folder, "Blocks.net.arch", "block Head(n) { fc n + 1 }");
        client.Findings(user).ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("ARCH3001");
        client.Notify("textDocument/didClose", LanguageClient.Of(blocks));
        client.Findings(user).ShouldBeEmpty();

        folder.Write("Blocks.net.arch", "block Head(n) { fc n + 2 }");
        client.Notify("workspace/didChangeWatchedFiles", $$"""{ "changes": [{ "uri": "{{blocks}}", "type": 2 }] }""");
        client.Findings(user).ShouldHaveSingleItem();
        File.Delete(folder.File("Blocks.net.arch"));
        client.Notify("workspace/didChangeWatchedFiles", $$"""{ "changes": [{ "uri": "{{blocks}}", "type": 3 }] }""");
        client.Findings(user).ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("ARCH1002");
    }

    [Fact]
    public void Blocks_beside_a_single_file_are_found_without_a_workspace()
    {
        folder.Write("Blocks.net.arch", "block Head(n) { fc n }");
        using LanguageClient client = LanguageClient.Begun(folder, isWorkspace: false);
        client.Findings(client.Open(folder, "A.net.arch", "network A { input 4; Head(2) -> 2 }"), 1).ShouldBeEmpty();
    }

    [Fact]
    public void Projects_do_not_see_each_others_blocks()
    {
        foreach (string project in new[] { "One", "Two" })
        {
            folder.Write($"{project}/{project}.csproj", "<Project/>");
            folder.Write($"{project}/Blocks.net.arch", $"block Head(n) {{ fc n + {project.Length + (project == "Two" ? 1 : 0)} }}");
        }

        using LanguageClient client = LanguageClient.Begun(folder);
        client.Findings(client.Open(folder, "One/A.net.arch", "network A { input 4; Head(2) -> 5 }"), 1).ShouldBeEmpty();
        client.Findings(client.Open(folder, "Two/A.net.arch", "network A { input 4; Head(2) -> 6 }"), 1).ShouldBeEmpty();
    }

    [Fact]
    public void Claims_about_memory_are_judged_as_a_build_does()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A { input 4; fc 2; expect training <= 1 KiB batch 32 }");
        client.Findings(address, 1).ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("ARCH3005");
    }

    [Fact]
    public void A_document_over_a_megabyte_gets_one_finding_that_says_so()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A { input 4; fc 2 }\n" + new string('x', 1 << 20));
        JsonNode finding = client.Findings(address, 1).ShouldHaveSingleItem()!;
        finding["code"]!.GetValue<string>().ShouldBe("ARCH0001");
        finding["message"]!.GetValue<string>().ShouldStartWith("the file has 1,048,604 characters and at most 1,048,576 are read");
        client.Request("textDocument/formatting", LanguageClient.Of(address))!.AsArray().ShouldBeEmpty();
        client.Change(address, 2, """[{ "text": "network A { input 4; fc 2 }" }]""");
        client.Findings(address, 2).ShouldBeEmpty();
    }

    [Fact]
    public void A_closed_document_has_no_findings()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A { input 4; cnov 2 }");
        client.Findings(address, 1).Count.ShouldBe(1);
        client.Notify("textDocument/didClose", LanguageClient.Of(address));
        client.Findings(address).ShouldBeEmpty();
    }

    [Fact]
    public void Fast_typing_ends_with_the_findings_of_the_last_text()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        string address = client.Open(folder, "A.net.arch", "network A { input 4; fc 2 }");
        for (int version = 2; version < 200; version++)
            client.Change(address, version, $$"""[{ "text": "network A { input 4; fc 2 -> {{version}} }" }]""");
        client.Findings(address, 199).ShouldHaveSingleItem()!["message"]!.GetValue<string>().ShouldContain("the file says 199");
    }
}

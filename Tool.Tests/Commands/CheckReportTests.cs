using System.Text.Json;

namespace NetArch.Tool.Tests.Commands;

/// <summary>What other programs read of <c>check</c>.</summary>
public sealed class CheckReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Json_holds_every_finding_with_its_place_and_text()
    {
        folder.Write("A.net.arch", "network A {\n    input 4\n    fc 2 -> 3\n}\n");

        ToolRun run = ToolRun.In(folder, "check", "A.net.arch", "--json");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBe("""
            {
              "version": 1,
              "files": [
                "A.net.arch"
              ],
              "errors": 1,
              "warnings": 0,
              "findings": [
                {
                  "id": "ARCH3001",
                  "severity": "error",
                  "title": "A shape is not what the file says",
                  "message": "fc 2 over 4 inputs gives 2; the file says 3",
                  "path": "A.net.arch",
                  "startLine": 3,
                  "startColumn": 13,
                  "endLine": 3,
                  "endColumn": 14,
                  "text": "3",
                  "help": "https://github.com/netarch/netarch/blob/main/docs/diagnostics/ARCH3001.md"
                }
              ]
            }

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Sarif_has_the_structure_that_version_2_1_0_demands()
    {
        folder.Write("A b.net.arch", "network A {\n    input 4\n    fc 2 -> 3 params ?\n    cnov\n}\n");

        ToolRun run = ToolRun.In(folder, "check", "A b.net.arch", "--sarif", "--out", "log.sarif");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(folder.File("log.sarif")));
        JsonElement log = document.RootElement;
        log.GetProperty("version").GetString().ShouldBe("2.1.0");
        log.GetProperty("$schema").GetString().ShouldNotBeNull().ShouldEndWith("sarif-2.1.0.json");
        JsonElement only = log.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem();
        JsonElement driver = only.GetProperty("tool").GetProperty("driver");
        driver.GetProperty("name").GetString().ShouldBe("netarch");
        JsonElement[] rules = [.. driver.GetProperty("rules").EnumerateArray()];
        rules.Select(rule => rule.GetProperty("id").GetString()).ShouldBeUnique();
        foreach (JsonElement rule in rules) rule.GetProperty("helpUri").GetString()!.ShouldEndWith(rule.GetProperty("id").GetString() + ".md");

        JsonElement[] results = [.. only.GetProperty("results").EnumerateArray()];
        results.Select(result => result.GetProperty("level").GetString()).ShouldBe(["error", "warning", "error"]);
        foreach (JsonElement result in results) RequireResult(result, rules);
        JsonElement region = Region(results[0]);
        (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), region.GetProperty("endColumn").GetInt32()).ShouldBe((3, 13, 14));
    }

    [Fact]
    public void A_file_without_mistakes_gives_an_empty_list_of_results()
    {
        folder.Write("A.net.arch", "network A { input 4; fc 2 }");
        using JsonDocument log = JsonDocument.Parse(ToolRun.In(folder, "check", "A.net.arch", "--sarif").Output);
        log.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    private static void RequireResult(JsonElement result, JsonElement[] rules)
    {
        rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString().ShouldBe(result.GetProperty("ruleId").GetString());
        result.GetProperty("message").GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        string address = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        address.ShouldBe("A%20b.net.arch");
        JsonElement region = Region(result);
        foreach (string number in new[] { "startLine", "startColumn", "endLine", "endColumn" }) region.GetProperty(number).GetInt32().ShouldBeGreaterThanOrEqualTo(1);
    }

    private static JsonElement Region(JsonElement result) => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
}

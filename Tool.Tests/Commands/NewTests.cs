using NetArch.Tool.Templates;

namespace NetArch.Tool.Tests.Commands;

public sealed class NewTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Templates => [.. NetworkTemplates.Names];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_template_is_a_network_without_mistakes(string template)
    {
        ToolRun.In(folder, "new", "Mine", "--from", template).ShouldSucceed("Mine.net.arch\n");
        ToolRun.In(folder, "check", "Mine.net.arch").ShouldSucceed("1 file: no mistakes\n");
        ToolRun.In(folder, "summary", "Mine.net.arch").Output.ShouldStartWith("Mine\n");
    }

    [Fact]
    public void Networks_of_one_template_stand_beside_each_other()
    {
        foreach (string name in new[] { "First", "Second" }) ToolRun.In(folder, "new", name, "--from", "resnet").ExitCode.ShouldBe(0);
        ToolRun.In(folder, "check", ".").ShouldSucceed("2 files: no mistakes\n");
    }

    [Fact]
    public void A_file_that_is_there_is_left_as_it_is()
    {
        folder.Write("Mine.net.arch", "# mine");
        ToolRun.In(folder, "new", "Mine").ShouldFail(1, "Mine.net.arch exists already and is left as it is");
        File.ReadAllText(folder.File("Mine.net.arch")).ShouldBe("# mine");
    }

    [Theory]
    [InlineData("input", "'input' is a word of the language"), InlineData("Layers", "a network cannot be called 'Layers'"), InlineData("../Mine", "expected the network's name")]
    [InlineData("2nd", "expected the network's name"), InlineData("", "expected the network's name")]
    public void A_name_that_no_network_can_have_is_a_usage_error(string name, string message)
    {
        ToolRun.In(folder, "new", name).ShouldFail(2, message);
        folder.Content.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_template_gets_a_suggestion() =>
        ToolRun.In(folder, "new", "Mine", "--from", "lennet").ShouldFail(2, "there is no template lennet; did you mean lenet?; there is cnn, lenet, mlp, resnet");
}

namespace NetArch.Generator.Tests.EndToEnd;

/// <summary>What a user sees of <c>dotnet build</c>.</summary>
public class BuildTests
{
    private const string Use =
        """
        namespace Project;

        internal static class Use
        {
            public static int Count => LeNet.ParameterCount;
        }
        """;

    [Fact]
    public void A_file_with_three_mistakes_fails_the_build_with_three_errors_at_their_places()
    {
        string[] lines = TestSources.Sample("LeNet").Replace("10_080", "1_080").Replace("61_684", "52_684").Split('\n');
        string text = string.Join('\n', lines) + "network Odd {\n    input 1x7x7\n    conv 4 3x3 stride 3\n}\n";
        using var project = new BuiltProject();
        project.Write("LeNet.net.arch", text);
        project.Write("Use.cs", Use);

        (int exitCode, string output) = project.Build();

        exitCode.ShouldNotBe(0);
        output.ShouldContain(Place(text, "weights 1_080", "1_080") + ": error ARCH3002: ");
        output.ShouldContain(Place(text, "params 52_684", "52_684") + ": error ARCH3004: ");
        output.ShouldContain("61,684");
        output.ShouldContain("LeNet.net.arch(" + (text[..text.IndexOf("conv 4", StringComparison.Ordinal)].Split('\n').Length) + ",5): error ARCH2003: ");
        output.ShouldContain("2.33");
        output.ShouldContain("    3 Error(s)");
    }

    [Fact]
    public void A_misspelled_layer_is_the_only_error_of_a_project_that_uses_its_network()
    {
        using var project = new BuiltProject();
        project.Write("LeNet.net.arch", TestSources.Sample("LeNet").Replace("S2: avgpool", "S2: avgpol", StringComparison.Ordinal));
        project.Write("Use.cs", Use.Replace("LeNet.ParameterCount", "LeNet.ParameterCount + new LeNet().C5.Weights.Count", StringComparison.Ordinal));

        (int exitCode, string output) = project.Build();

        exitCode.ShouldNotBe(0);
        output.ShouldContain("error ARCH1001: there is no layer or statement 'avgpol'; did you mean avgpool?");
        output.ShouldContain("    1 Error(s)");
    }

    [Fact]
    public void A_Debug_build_is_optimised_and_free_of_warnings()
    {
        using var project = new BuiltProject();
        project.Write("LeNet.net.arch", TestSources.Sample("LeNet"));
        project.Write("Use.cs", Use);

        (int exitCode, string output) = project.Build("-c", "Debug");

        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("warning ");
    }

    [Fact]
    public void The_way_out_of_optimisation_warns_even_where_warnings_are_errors()
    {
        using var project = new BuiltProject("<NetArchOptimize>false</NetArchOptimize>");
        project.Write("LeNet.net.arch", TestSources.Sample("LeNet"));

        (int exitCode, string output) = project.Build("-c", "Debug");

        exitCode.ShouldBe(0, output);
        output.ShouldContain("warning ARCH4001");
    }

    [Fact]
    public void A_globalconfig_sets_the_severity_of_a_finding()
    {
        using var project = new BuiltProject();
        project.Write("LeNet.net.arch", TestSources.Sample("LeNet").Replace("10_080", "1_080"));
        project.Write("Use.cs", Use);
        project.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.ARCH3002.severity = suggestion\n");

        (int exitCode, string output) = project.Build();

        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("ARCH3002");
    }

    [Fact]
    public void A_file_that_is_no_text_is_an_error_and_nothing_worse()
    {
        using var project = new BuiltProject();
        project.Write("Binary.net.arch", new byte[] { 0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 0xFF, 0xFE, 0, 0, 0, 0, 0, 0, 0 });

        (int exitCode, string output) = project.Build();

        exitCode.ShouldNotBe(0);
        output.ShouldContain("Binary.net.arch(1,");
        output.ShouldContain("error ARCH000");
        output.ShouldNotContain("   at ");
    }

    // As MSBuild prints it: lines and columns from 1.
    private static string Place(string text, string around, string flagged)
    {
        int offset = text.IndexOf(around, StringComparison.Ordinal) + around.IndexOf(flagged, StringComparison.Ordinal);
        string before = text[..offset];
        return $"LeNet.net.arch({before.Split('\n').Length},{offset - before.LastIndexOf('\n')})";
    }
}

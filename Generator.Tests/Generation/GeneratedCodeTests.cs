using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetArch.Generator.Tests.Generation;

/// <summary>Generated code is a product: it compiles without a warning, documentation and nullability included.</summary>
public class GeneratedCodeTests
{
    [Theory]
    [InlineData("LeNet")]
    [InlineData("DigitsMlp")]
    public void Sample_networks_compile_without_warnings(string network) =>
        Compiles(GeneratorRun.Of((network + ".net.arch", TestSources.Sample(network))));

    [Theory]
    [InlineData("input 3; fc 1; sigmoid")]
    [InlineData("input 3; fc 4; sigmoid")]
    [InlineData("input 1; fc 1; fc 1")]
    [InlineData("input 2x3x4; fc 5")]
    public void Every_form_of_input_target_and_output_compiles(string statements) =>
        Compiles(GeneratorRun.Of(("Form.net.arch", "network Form { " + statements + " }")));

    [Theory]
    [InlineData("event")]
    [InlineData("record")]
    [InlineData("file")]
    [InlineData("required")]
    [InlineData("scoped")]
    [InlineData("var")]
    [InlineData("dynamic")]
    [InlineData("nint")]
    [InlineData("field")]
    [InlineData("extension")]
    [InlineData("await")]
    [InlineData("lower")]
    [InlineData("_")]
    [InlineData("Weights")]
    [InlineData("ParameterCount")]
    [InlineData("Network")]
    [InlineData("System")]
    [InlineData("NetArch")]
    [InlineData("Math")]
    public void A_word_of_CSharp_can_name_a_layer_where_the_language_allows_it(string label)
    {
        GeneratorRun run = GeneratorRun.Of(("Odd.net.arch", "network Odd { input 3; " + label + ": fc 2; softmax }"));
        if (run.Diagnostics.IsEmpty) Compiles(run);
        else run.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Id.StartsWith("ARCH1"));
    }

    [Theory]
    [InlineData("record")]
    [InlineData("string")]
    [InlineData("file")]
    [InlineData("System")]
    [InlineData("NetArch")]
    [InlineData("lower")]
    [InlineData("Compiled")]
    public void A_word_of_CSharp_can_name_a_network_where_the_language_allows_it(string name)
    {
        GeneratorRun run = GeneratorRun.Of(("Odd.net.arch", "network " + name + " { input 3; fc 2; softmax }"));
        if (run.Diagnostics.IsEmpty) Compiles(run);
        else run.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Id.StartsWith("ARCH1"));
    }

    [Fact]
    public void Layers_of_blocks_are_properties_with_their_blocks_names_and_no_two_are_called_alike()
    {
        GeneratorRun run = GeneratorRun.Of((
            "Deep.net.arch",
            """
            block Pair(channels) { conv channels 3x3 pad 1; relu; Half(channels) }
            block Half(channels) { conv channels 1x1 frozen; relu }
            network Deep { input 2x6x6; Pair1_conv1: conv 4 3x3; relu; Pair(4); Last: Pair(8); dropout 0.5; fc 3; sigmoid }
            """));
        Compiles(run);
        string code = run.File("Project.Deep.g.cs");
        code.ShouldContain("public Layers.Pair1_conv1 Pair1_conv1 { get; }");
        code.ShouldContain("public Layers.Pair1_conv1_2 Pair1_conv1_2 { get; }");
        code.ShouldContain("public Layers.Last_Half1_conv1 Last_Half1_conv1 { get; }");
        code.ShouldContain(": base(network, \"Last.Half1.conv1\")");
    }

    [Fact]
    public void Networks_may_stand_in_the_global_namespace_and_in_one_of_keywords()
    {
        Compiles(GeneratorRun.Of(new ProjectSettings { RootNamespace = "" }, ("Tiny.net.arch", NetworkTexts.Tiny)));
        Compiles(GeneratorRun.Of(new ProjectSettings { RootNamespace = "event.class" }, ("Tiny.net.arch", NetworkTexts.Tiny)));
    }

    [Fact]
    public void The_typed_surface_is_used_as_the_design_says() => Compiles(GeneratorRun.Of(
        new ProjectSettings
        {
            Code =
                """
                using NetArch;
                using Project;

                static class Use
                {
                    const int Count = LeNet.ParameterCount + LeNet.Layers.C3.ParameterCount;

                    static Parameter Weights(LeNet net) => net.C3.Weights;

                    static LeNet Make() => new LeNet(seed: 1, threads: 2);

                    static LeNet Make(string path) => LeNet.Load(path);

                    static void Train(LeNet net, Dataset<LeNet.Input> data) => net.Fit(data, new Adam(0.001f), epochs: 5, batch: 128);

                    static int Best(LeNet net, LeNet.Input image) => net.Predict(image).Class;

                    static LeNet.Target Seven() => 7;

                    static void Change(LeNet net)
                    {
                        net.C1.Freeze();
                        net.F6.LearningRate = 0.05f;
                        net.F6.Reset(seed: 2);
                        net.Save(LeNet.Summary + Count);
                    }
                }
                """,
        },
        ("LeNet.net.arch", TestSources.Sample("LeNet"))));

    private static void Compiles(GeneratorRun run)
    {
        run.Diagnostics.ShouldBeEmpty();
        run.Hints.ShouldNotBeEmpty();
        ImmutableArray<Diagnostic> diagnostics = run.Output.GetDiagnostics();
        string[] shown = [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(Shown).Take(20)];
        shown.ShouldBeEmpty();
    }

    private static string Shown(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string line = diagnostic.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line].ToString() ?? "";
        return $"{diagnostic}\n{line}";
    }
}

using Microsoft.CodeAnalysis;

namespace NetArch.Generator.Tests.Generation;

/// <summary>A network with errors keeps its class, so that C# that names it has no errors of its own.</summary>
public class OutlineTests
{
    /// <summary>What a user writes of LeNet; generic code too.</summary>
    private const string Use =
        """
        using System;
        using NetArch;

        namespace Project;

        internal static class Use
        {
            public static int Count => LeNet.ParameterCount + LeNet.Layers.C3.ParameterCount + LeNet.Input.Count;

            public static void Run(LeNet.Input sample, float[] pixels)
            {
                using var net = new LeNet(seed: 1, threads: 2);
                LeNet.Output answer = net.Predict(sample);
                Console.WriteLine(answer.Class + answer.Confidence + answer.Probabilities[0] + LeNet.Summary);
                net.C1.Freeze();
                net.F6.LearningRate = 0.05f;
                float[] weights = net.C3.Weights.ToArray(), biases = net.Out.Biases.ToArray(), slope = net.InputGradient(pixels, 7);
                net.Save("a");
                using LeNet copy = LeNet.Load("a");
                Console.WriteLine(sample[0, 1, 2] + Make<LeNet>().Parameters.Count + weights.Length + biases.Length + slope.Length);
            }

            private static T Make<T>() where T : Network, INetwork<T> => T.Create(new NetworkOptions());
        }
        """;

    [Theory]
    [InlineData("C3: conv 16 5x5", "C3: cnov 16 5x5", "ARCH1001")]
    [InlineData("C3: conv 16 5x5", "C3: conv 16 5x5 strid 2", "ARCH0011")]
    [InlineData("C3: conv 16 5x5", "C3: conv 16 5x5 stride 2", "ARCH2003")]
    [InlineData("input 1x32x32", "input 1x3x3", "ARCH2004")]
    [InlineData("S4: avgpool 2x2", "S4: avgpool 2x2 floor ceil", "ARCH1023")]
    [InlineData("F6: fc 84", "F6: fc 84 / 0", "ARCH2014")]
    [InlineData("        softmax", "        softmx", "ARCH1001")]
    [InlineData("weights 150", "weights 151", "ARCH3002")]
    public void An_error_in_a_network_is_the_only_error_of_the_project(string right, string wrong, string id)
    {
        string text = TestSources.Sample("LeNet").Replace(right, wrong, StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(new ProjectSettings { Code = Use }, ("LeNet.net.arch", text));
        run.Diagnostics.Select(found => found.Id).Distinct().ShouldBe([id]);
        Errors(run).ShouldBeEmpty();
    }

    [Fact]
    public void A_comment_in_a_network_with_errors_outlines_nothing_anew()
    {
        const string Text = "network A {\n    input 4\n    Hidden: fc 3\n    cnov 4 3x3\n    fc 2\n    softmax\n}\n";
        GeneratorRun run = GeneratorRun.Of(("A.net.arch", Text));
        run.Hints.ShouldBe(["Project.A.g.cs"]);
        run.Edit("A.net.arch", "# A comment.\n" + Text).FilesEmitted.ShouldBe(0);
    }

    [Theory]
    [InlineData("network A { input 4; A: fc 3; Save: fc 3; save_1: fc 3; fc 3; fc1: fc 4; cnov }")]
    [InlineData("network A { }\nnetwork a { input 3; relux }\nnetwork A { input 3; fc 3 }")]
    [InlineData("network Predict { input 4; cnov }\nnetwork class { cnov }\nnetwork Base { input 3; B(3) }\nblock B(n) { residual { conv n 1x1 } shortcut project }")]
    [InlineData("network Huge { input 4; repeat 1000 { repeat 1000 { fc 4 } } }")]
    [InlineData("network N { input 4; L: cnov; L: fc 3 3; l: fc 3; new: fcc 2; repeat 2 { M: fc 3 3 } }")]
    public void Whatever_the_errors_the_outlines_compile(string text)
    {
        GeneratorRun run = GeneratorRun.Of(("a.net.arch", text), ("b.net.arch", "network A { input 4; fc 3 }"));
        run.Diagnostics.ShouldNotBeEmpty();
        run.Result.Exception.ShouldBeNull();
        Errors(run).ShouldBeEmpty();
    }

    [Fact]
    public void A_network_that_checks_and_cannot_be_compiled_has_its_class_too()
    {
        GeneratorRun run = GeneratorRun.Of(
            new ProjectSettings { Code = "namespace Project; class Use { int Count = Vast.Output.FromValues(default).Class + new Vast().fc1.Weights.Count; }" },
            ("Vast.net.arch", "network Vast { input 1x12000x12000; avgpool global; fc 2; softmax }"));
        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("ARCH5001");
        Errors(run).ShouldBeEmpty();
    }

    private static IEnumerable<string> Errors(GeneratorRun run) =>
        run.Output.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString());
}

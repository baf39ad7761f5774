using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl;
using NetArch.Generator.Tests.Generation;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace NetArch.Generator.Tests.Execution;

/// <summary>Random networks with one mistake in each: every one ends in errors with ids and places, whatever the mistake makes of the rest.</summary>
public sealed class InvalidTextTests(ITestOutputHelper output)
{
    private const int Seed = 20_151_211;
    private const int Count = 300;
    private const int Generated = 40;

    /// <summary>Statements that no shape makes right.</summary>
    private static readonly string[] Wrong =
    [
        "conv 0 3x3", "conv 4", "conv 4 3x3 strid 2", "conv 4 99x99", "conv 4 3x3 groups 0", "conv 4 3x3 pad 3 5", "maxpool", "maxpool 9x", "avgpool 0x0",
        "fc", "fc -3", "fc 10 10", "fc 9_999_999_999", "dropout", "dropout 1.5", "dropout 0.5 channel", "batchnorm eps 0", "batchnorm momentum 2", "lrn size 0",
        "maxout 0", "maxout 9_973", "leakyrelu 0.1", "relu 6", "softmax\nrelu", "relux", "residual { fc 9_973 }", "residual { } shortcut { fc 9_973 }",
        "residual { relu } shortcut sideways", "concat { }", "concat { fc 3 }", "concat { branch { fc 3 } branch { conv 2 1x1 } }", "branch { relu }",
        "repeat { relu }", "repeat -1 { relu }", "repeat 2 { Twice: relu }", "Same()", "Same(4, 5)", "Grow(4, steps: 2)", "Unknown(3)", "Same: relu; Same: tanh",
        "A: relu; A: tanh", "relu -> 9_973", "relu params 5", "fc 3 weights 1", "expect params 1", "expect trainable", "residual {", "}", "conv 4 3x3 )", "x", "->", "7", "input 3",
        "network Inner { input 3; fc 3 }", "block Inner(n) { Inner(n) }\nInner(3)", "fc (3 / 2)", "fc (1 / 0)", "fc n",
    ];

    [Fact]
    public void A_network_with_a_mistake_ends_in_errors_at_places_of_the_text()
    {
        output.WriteLine($"seed {Seed}");
        foreach (string text in Texts())
        {
            CheckedFile file = ArchCompilation.Compile("Net.net.arch", text);
            file.Diagnostics.ShouldNotBeEmpty($"seed {Seed}:\n{text}");
            foreach (ArchDiagnostic diagnostic in file.Diagnostics)
            {
                diagnostic.Span.Start.ShouldBeGreaterThanOrEqualTo(0);
                diagnostic.Span.End.ShouldBeLessThanOrEqualTo(text.Length);
                Regex.IsMatch(diagnostic.ToString(), @"ARCH[0-3]\d{3}").ShouldBeTrue($"{diagnostic} of\n{text}");
            }
        }
    }

    [Fact]
    public void The_generator_reports_them_and_does_not_fail()
    {
        foreach (string text in Texts().Take(Generated))
        {
            GeneratorRun run = GeneratorRun.Of(("Net.net.arch", text));
            run.Result.Exception.ShouldBeNull(text);
            run.Diagnostics.ShouldContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error, text);
            run.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Id != "ARCH5002", text);
        }
    }

    /// <summary>A mistake in the first line, the last, or between two.</summary>
    private static IEnumerable<string> Texts() => (
        from valid in RandomText.Network
        from wrong in Gen.Elements(Wrong)
        from place in Gen.Choose(0, 100)
        select With(valid, wrong, place)).Sample(Count, new Rnd(Seed), 10);

    private static string With(string statements, string wrong, int place)
    {
        List<string> lines = [.. statements.TrimEnd('\n').Split('\n')];
        lines.Insert(1 + place % lines.Count, wrong);
        return $"{Statements.Blocks}\nnetwork Net {{\n{string.Join('\n', lines)}\n}}\n";
    }
}

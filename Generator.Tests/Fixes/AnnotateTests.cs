using NetArch.Dsl;
using NetArch.Dsl.Fixes;
using NetArch.Generator.Tests.Formatting;

namespace NetArch.Generator.Tests.Fixes;

/// <summary>The missing claims, written behind every layer.</summary>
public sealed class AnnotateTests
{
    private const string Path = "Net.net.arch";

    [Fact]
    public void LeNet_without_its_claims_gets_them_back_in_their_columns()
    {
        string text = TestSources.Sample("LeNet");
        string bare = System.Text.RegularExpressions.Regex.Replace(text, " +(->|params 850).*", "");
        bare.ShouldNotContain("->");
        Annotated(bare).ShouldBe(text.Replace("params 850", "weights 840     biases 10", StringComparison.Ordinal));
    }

    [Fact]
    public void What_stands_there_already_stays() => Annotated(
        """
        network N {
            input 1x8x8
            A: conv 4 3x3 -> ?
            B: batchnorm
            C: conv 2 1x1 params 10
            D: fc 3 biases 3
            E: fc 3 trainable 12
            F: fc 3 nobias
        }

        """).ShouldBe(
        """
        network N {
            input 1x8x8
            A: conv 4 3x3       -> ?       weights 36  biases 4
            B: batchnorm                   params 16
            C: conv 2 1x1       -> 2x6x6   params 10
            D: fc 3             -> 3       biases 3    weights 216
            E: fc 3             -> 3       trainable 12
            F: fc 3 nobias      -> 3       weights 9
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Layers_that_are_several_get_what_is_true_of_all_of_them() => Annotated(
        """
        block Stage(n) {
            conv n 3x3 pad 1
            relu
            maxpool 2x2
            residual { conv n 1x1 }
            fc 7
            fc 8
        }

        network N {
            input 1x8x8
            repeat 2 {
                conv 4 3x3 pad 1
            }
            Stage(4)
        }

        network M {
            input 2x16x16
            Stage(4)
        }

        """).ShouldBe(
        """
        block Stage(n) {
            conv n 3x3 pad 1
            relu
            maxpool 2x2
            residual { conv n 1x1 weights 16 biases 4 }
            fc 7        -> 7
            fc 8        -> 8   weights 56  biases 8
        }

        network N {
            input 1x8x8
            repeat 2 {
                conv 4 3x3 pad 1        -> 4x8x8
            }
            Stage(4)                    -> 8   params 687
        }

        network M {
            input 2x16x16
            Stage(4)    -> 8   params 1_959
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Only_the_definition_under_the_cursor_is_annotated()
    {
        const string Text = "network A {\n    input 4\n    fc 3\n}\n\nnetwork B {\n    input 4\n    fc 3\n}\n";
        ArchProject project = ArchProject.Check([(Path, Text)]);
        Fix fix = AnnotateDefinitions.At(project, Path, Text.LastIndexOf("fc", StringComparison.Ordinal))!;
        fix.Title.ShouldBe("Write the missing claims of B's layers");
        TextEdits.Apply(project, fix.Edits).Find(Path)!.Text
            .ShouldBe(Text[..Text.LastIndexOf("    fc", StringComparison.Ordinal)] + "    fc 3        -> 3   weights 12  biases 3\n}\n");
        AnnotateDefinitions.At(project, Path, Text.IndexOf("\n\n", StringComparison.Ordinal)).ShouldNotBeNull();
        AnnotateDefinitions.At(project, "Other", 0).ShouldBeNull();
    }

    [Fact]
    public void All_samples_annotated_are_the_same_networks_without_a_finding()
    {
        string[] paths = [.. ArchFiles.Paths.Where(path => path.StartsWith("Samples/", StringComparison.Ordinal))];
        ArchProject before = ArchProject.Check(paths.Select(path => (path, ArchFiles.Read(path)))), after = before;
        foreach (string path in paths)
        {
            if (AnnotateDefinitions.OfFile(before, path) is { } fix) after = TextEdits.Apply(after, fix.Edits);
        }

        after.Diagnostics.ShouldBeEmpty();
        after.Networks.Select(network => network.Network).ShouldBe(before.Networks.Select(network => network.Network));
        paths.ShouldAllBe(path => AnnotateDefinitions.OfFile(after, path) == null);
        after.Find("Samples/Networks/ResNet.net.arch")!.Text.ShouldContain("ResNetStem()                -> 64x56x56     params 9_664");
    }

    private static string Annotated(string text)
    {
        ArchProject project = ArchProject.Check([(Path, text.ReplaceLineEndings("\n"))]);
        ArchProject after = TextEdits.Apply(project, AnnotateDefinitions.OfFile(project, Path)!.Edits);
        after.Diagnostics.Where(found => found.IsError).ShouldBeEmpty();
        return after.Find(Path)!.Text;
    }
}

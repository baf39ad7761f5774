using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

public sealed class ClaimTests
{
    private const string LeNetLine = "LeNet.net.arch(13,55): error ARCH3002: F6: fc 84 over 120 inputs has 120 * 84 = 10,080 weights; the file says 1,080";
    private const string LeNetTotal =
        "LeNet.net.arch(18,19): error ARCH3004: LeNet has 61,684 parameters; the file says 52,684 (9,000 too few): C1 150, C3 2,400, C5 48,120, F6 10,164, Out 850";

    [Fact]
    public void The_lectures_wrong_numbers_for_LeNet_are_caught_where_they_stand()
    {
        string text = CaseFile.Read("Networks", "LeNet.net.arch").Text
            .Replace("weights 10_080", "weights 1_080", StringComparison.Ordinal)
            .Replace("params 61_684", "params 52_684", StringComparison.Ordinal);
        CheckedFile result = ArchCompilation.Compile("LeNet.net.arch", text);
        result.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBe([LeNetLine, LeNetTotal]);
        result.Networks.ShouldHaveSingleItem().Network.Counts.Parameters.ShouldBe(61_684);
    }

    [Fact]
    public void A_window_that_does_not_fit_is_reported_with_its_sum_and_what_would_mend_it() =>
        ArchCompilation.Compile("Odd.net.arch", "network Odd {\n    input 1x7x7\n\n    conv 6 3x3 stride 3\n    fc 10\n}").Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe("Odd.net.arch(4,5): error ARCH2003: conv 3x3 stride 3 does not fit 7x7: (7 - 3) / 3 + 1 = 2.33; say floor for 2, or pad 1 for 3");

    [Fact]
    public void A_network_whose_claims_fail_has_the_shapes_that_were_found()
    {
        string text = CaseFile.Read("Networks", "LeNet.net.arch").Text.Replace("input 1x32x32", "input 1x28x28", StringComparison.Ordinal);
        CheckedFile result = ArchCompilation.Compile("LeNet.net.arch", text);
        result.Diagnostics.ShouldHaveSingleItem().Definition.ShouldBe(DiagnosticDefinitions.ShapeClaimFails);
        CheckedNetwork network = result.Networks.ShouldHaveSingleItem();
        Shape shape = network.Network.Input;
        foreach (Layer layer in network.Network.Layers)
        {
            layer.Input.ShouldBe(shape);
            shape = layer.Output;
        }

        network.Network.Counts.Parameters.ShouldBe(44_404);
        network.Locations.Select(location => location.Layer).ShouldBe(network.Network.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void GoogLeNets_five_million_are_caught()
    {
        string text = CaseFile.Read("Networks", "GoogLeNet.net.arch").Text.Replace("params 6_998_552", "params 5M", StringComparison.Ordinal);
        ArchCompilation.Compile("GoogLeNet.net.arch", text).Diagnostics.ShouldHaveSingleItem().Message
            .ShouldStartWith("GoogLeNet has 6,998,552 parameters; the file says 5,000,000 (1,998,552 too few): conv1 9,472, conv2 4,160, conv3 110,784, I3a 163,696,");
    }

    [Theory]
    [InlineData("params 12")]
    [InlineData("params = 12")]
    [InlineData("params <= 12")]
    [InlineData("params >= 12")]
    [InlineData("params < 13")]
    [InlineData("params > 11")]
    [InlineData("params 3 * 4")]
    [InlineData("params 0.012k")]
    [InlineData("params 1.2e1")]
    [InlineData("weights 9 biases 3 trainable 12 running 0 macs 9")]
    [InlineData("params < 1G")]
    public void A_claim_that_holds_says_nothing(string claim) => Source.Ids($"network Test {{ input 3; fc 3 {claim} }}").ShouldBeEmpty();

    [Fact]
    public void Memory_claims_are_handed_on_as_written()
    {
        CheckedNetwork network = Source.Checked("""
            network Test {
                input 4
                fc 3
                expect activations <= 64 MiB batch 32  training < 1.5 GiB batch 4 * 32
                expect training ? batch 1
                expect activations 2k batch 7
            }
            """);
        network.MemoryClaims.Select(claim => (claim.Kind, claim.Comparison.Sign, claim.Bytes, claim.IsQuestion, claim.Batch)).ShouldBe(
        [
            (MemoryKind.Activations, "<=", 64L << 20, false, 32),
            (MemoryKind.Training, "<", 3L << 29, false, 128),
            (MemoryKind.Training, "=", 0, true, 1),
            (MemoryKind.Activations, "=", 2_000, false, 7),
        ]);
        network.MemoryClaims[0].Span.ShouldBe(new SourceSpan(62, 6, 3, 26, 3, 32));
    }

    [Fact]
    public void A_question_is_a_warning_and_its_network_is_built()
    {
        CheckedFile file = ArchCompilation.Compile("Test.net.arch", "network Test { input 4; fc 3 params ? }");
        file.Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(
            "Test.net.arch(1,37): warning ARCH3008: fc 3 over 4 inputs has 4 * 3 + 3 = 15 parameters; write it in place of the question mark");
        file.Networks.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("=", false, true, false)]
    [InlineData("<=", true, true, false)]
    [InlineData(">=", false, true, true)]
    [InlineData("<", true, false, false)]
    [InlineData(">", false, false, true)]
    public void A_comparison_holds_for_what_its_sign_says(string sign, bool below, bool equal, bool above)
    {
        Comparison comparison = new[] { Comparison.Equal, Comparison.AtMost, Comparison.AtLeast, Comparison.Below, Comparison.Above }.Single(item => item.Sign == sign);
        (comparison.Holds(1, 2), comparison.Holds(2, 2), comparison.Holds(3, 2)).ShouldBe((below, equal, above));
    }

    [Fact]
    public void Messages_are_the_same_in_every_culture()
    {
        string[] Messages() => [.. CaseFile.Names("Errors").SelectMany(name => ArchCompilation.Compile(name, CaseFile.Read("Errors", name).Text).Diagnostics).Select(item => item.ToString())];
        string[] here = Messages();
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Messages().ShouldBe(here);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}

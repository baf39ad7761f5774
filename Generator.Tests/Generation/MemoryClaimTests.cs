extern alias Runtime;

using Microsoft.CodeAnalysis;
using NetArch.Dsl;
using NetArch.Generator.Pipeline;
using NetArch.Generator.Planning;
using CpuLayout = Runtime::NetArch.CpuLayout;

namespace NetArch.Generator.Tests.Generation;

/// <summary>Claims about memory are judged by the plan, at their place in the file.</summary>
public class MemoryClaimTests
{
    [Theory]
    [InlineData("activations <= 64 MiB batch 32")]
    [InlineData("training <= 2 GiB batch 32")]
    [InlineData("training > 4 KiB batch 1")]
    public void A_claim_that_holds_is_silent(string claim) => Run(claim).Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("activations <= 1 KiB batch 32", "activations at batch 32; the file says <= 0 MiB (1,024 bytes)")]
    [InlineData("training < 4 KiB batch 1000", "training memory at batch 1,000; the file says < 0 MiB (4,096 bytes)")]
    public void A_claim_that_fails_says_what_the_plan_takes(string claim, string message)
    {
        Diagnostic diagnostic = Run(claim).Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("ARCH3005");
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldEndWith(message);
        diagnostic.Location.GetLineSpan().StartLinePosition.Line.ShouldBe(5);
    }

    [Fact]
    public void A_question_is_answered_as_a_warning()
    {
        Diagnostic diagnostic = Run("training ? batch 128").Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("ARCH3006");
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("activations <= 1 KiB batch 32")]
    [InlineData("activations >= 1 GiB batch 32")]
    [InlineData("training < 4 KiB batch 1000")]
    [InlineData("training > 1 GiB batch 1000")]
    [InlineData("training 1 GiB batch 1000")]
    [InlineData("training ? batch 128")]
    public void The_remedy_of_a_finding_about_memory_holds(string claim)
    {
        CheckedNetwork network = ArchCompilation.Compile("Tiny.net.arch", Text(claim)).Networks.Single();
        NetworkPlan plan = NetworkPlanner.Plan(network.Network).Plan!;
        Remedy remedy = MemoryVerdict.Of("Tiny.net.arch", plan, network.MemoryClaims.Single())!.Remedies.Single();
        string mended = Text(claim)[..remedy.Span.Start] + remedy.NewText + Text(claim)[remedy.Span.End..];
        MemoryVerdict.Of("Tiny.net.arch", plan, ArchCompilation.Compile("Tiny.net.arch", mended).Networks.Single().MemoryClaims.Single()).ShouldBeNull(mended);
    }

    [Fact]
    public void A_claim_does_not_emit_the_network_anew()
    {
        GeneratorRun edited = Run("training <= 2 GiB batch 32").Edit("Tiny.net.arch", Text("training <= 1 KiB batch 32"));
        edited.Diagnostics.ShouldHaveSingleItem();
        edited.FilesEmitted.ShouldBe(0);
    }

    [Fact]
    public void The_plan_counts_pairs_and_slots_as_the_runtime_does()
    {
        VectorTarget.TilesPerPair.ShouldBe(CpuLayout.TilesPerPair);
        VectorTarget.MaximumSlots.ShouldBe(CpuLayout.MaximumSlots);
        VectorTarget.Lanes.ShouldBe(CpuLayout.Lanes);
    }

    private static GeneratorRun Run(string claim) => GeneratorRun.Of(("Tiny.net.arch", Text(claim)));

    private static string Text(string claim) => NetworkTexts.Tiny.Replace("    softmax\n", "    softmax\n    expect " + claim + "\n");
}

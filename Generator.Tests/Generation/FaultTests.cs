using NetArch.Dsl.Model;
using NetArch.Generator.Pipeline;

namespace NetArch.Generator.Tests.Generation;

/// <summary>A mistake of the compiler itself is an error of the build, never silence.</summary>
public class FaultTests
{
    [Fact]
    public void An_exception_becomes_a_finding_that_names_the_step_the_place_and_the_reason()
    {
        Fault fault = Fault.Catch<Fault>("planning LeNet", Fails, fault => fault);
        var finding = fault.At("LeNet.net.arch", NetArch.Dsl.SourceSpan.None);
        finding.Definition.Id.ShouldBe("ARCH5002");
        finding.Definition.Severity.ShouldBe(NetArch.Dsl.ArchSeverity.Error);
        finding.Message.ShouldContain("planning LeNet");
        finding.Message.ShouldContain("InvalidOperationException in FaultTests.Fails: two lines");
        finding.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_cancellation_stays_one() =>
        Should.Throw<OperationCanceledException>(() => Fault.Catch("parsing", Cancelled, _ => 0));

    [Fact]
    public void A_network_that_breaks_the_planner_or_an_emitter_carries_its_fault_on()
    {
        var network = new Network("Broken", null, Shape.Vector(1), null!);
        PlannedNetwork planned = PlannedNetwork.Of(network, CancellationToken.None);
        planned.Plan.ShouldBeNull();
        planned.Fault.ShouldNotBeNull().Activity.ShouldBe("planning Broken");
        EmittedFiles emitted = EmittedFiles.OfKernels(new KernelShare("Net", new EquatableArray<NetArch.Generator.Planning.Kernel>([null!])), CancellationToken.None);
        emitted.Files.ShouldBeEmpty();
        emitted.Fault.ShouldNotBeNull().Activity.ShouldBe("emitting the CPU's kernels");
    }

    private static Fault Fails() => throw new InvalidOperationException("two\r\nlines");

    private static int Cancelled() => throw new OperationCanceledException();
}

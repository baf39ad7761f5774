using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>Whole plans as text: what changes here changes what runs.</summary>
public class PlanSnapshots
{
    [Fact]
    public Task LeNet() => Verify(PlanPrinter.Print(Plans.OfSample("LeNet")), "txt");

    [Fact]
    public Task DigitsMlp() => Verify(PlanPrinter.Print(Plans.OfSample("DigitsMlp")), "txt");
}

using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>How many kernels a network needs. A compiler's second costs more than a programmer's: these numbers only go down.</summary>
public class KernelCountTests
{
    private const string ThreeEqualConvolutions = "input 8x6x6; conv 8 3x3 pad 1; relu; conv 8 3x3 pad 1; relu; conv 8 3x3 pad 1";

    [Fact]
    public void LeNet_has_21_kernels()
    {
        NetworkPlan plan = Plans.OfSample("LeNet");
        plan.Kernels.Count.ShouldBe(21);
        plan.Inference.KernelsOf().Length.ShouldBe(5);
        plan.Training.KernelsOf().Length.ShouldBe(16);
    }

    [Fact]
    public void DigitsMlp_has_9_kernels_for_four_layers()
    {
        NetworkPlan plan = Plans.OfSample("DigitsMlp");
        plan.Kernels.Count.ShouldBe(9);
        plan.Inference.KernelsOf().Length.ShouldBe(3);
        plan.Training.KernelsOf().Length.ShouldBe(8);
    }

    [Fact]
    public void Two_layers_with_equal_shapes_share_one_kernel()
    {
        Schedule training = Plans.Of(ThreeEqualConvolutions).Training;
        training.KernelsOf().Length.ShouldBe(3, "forward, by the data, by the weights");
        training.StepsOf<ConvolveStep>().Count().ShouldBe(3);
    }

    [Fact]
    public void Two_networks_with_equal_layers_share_their_kernels()
    {
        NetworkPlan one = Plans.Of(ThreeEqualConvolutions), other = Plans.Of("input 8x6x6; conv 8 3x3 pad 1; tanh; conv 8 3x3 pad 1");
        one.Kernels.Union(other.Kernels).Count().ShouldBe(one.Kernels.Count);
    }

    [Fact]
    public void An_activation_is_no_part_of_a_kernel() => Plans.Of("input 3x6x6; conv 4 3x3; relu").Kernels
        .ShouldBe(Plans.Of("input 3x6x6; conv 4 3x3; tanh").Kernels);

    [Fact]
    public void Tracing_needs_no_fused_kernel_and_training_no_other()
    {
        NetworkPlan plan = Plans.Of("input 1x8x8; conv 4 3x3; relu; maxpool 2x2");
        plan.Tracing.KernelsOf().ShouldAllBe(kernel => !(kernel is ConvolutionForward && ((ConvolutionForward)kernel).Pool != null));
        plan.Training.KernelsOf().OfType<PoolForward>().ShouldBeEmpty();
    }
}

using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>Which convolutions are taken in blocks: those whose images a core's second cache does not hold.</summary>
public class CacheBlockTests
{
    [Theory]
    [InlineData("input 16x32x32; conv 16 3x3 pad 1; relu; conv 16 3x3 pad 1; fc 2; softmax")]
    [InlineData("input 64x8x8; conv 64 3x3 pad 1; relu; conv 64 3x3 pad 1; fc 2; softmax")]
    public void Images_that_the_cache_holds_are_not_divided(string text)
    {
        NetworkPlan plan = Plans.Of(text);
        plan.Kernels.OfType<ConvolutionForward>().ShouldAllBe(kernel => kernel.ChannelBlock == 0);
        plan.Training.StepsOf<ConvolutionDataGradientStep>().ShouldAllBe(step => !step.Kernel.IsBlocked && step.FilterBlock == step.Geometry.Filters);
        plan.Training.StepsOf<ConvolutionWeightGradientStep>().ShouldAllBe(step => step.RowBlock == step.Geometry.OutputHeight);
    }

    [Theory]
    [InlineData("input 64x224x224; conv 64 3x3 pad 1; relu; conv 128 3x3 pad 1; maxpool global; fc 2; softmax")]
    [InlineData("input 512x28x28; conv 512 1x1; relu; conv 2048 1x1; relu; conv 512 1x1; maxpool global; fc 2; softmax")]
    [InlineData("input 1021x9x9; conv 1021 1x1; relu; conv 1021 1x1; maxpool global; fc 2; softmax")]
    public void Large_images_are_divided_evenly(string text)
    {
        NetworkPlan plan = Plans.Of(text);
        ConvolutionForward[] forward = [.. plan.Kernels.OfType<ConvolutionForward>()];
        forward.ShouldNotBeEmpty();
        foreach (ConvolutionForward kernel in forward)
        {
            kernel.ChannelBlock.ShouldBeInRange(16, 256);
            (kernel.Geometry.Channels % kernel.ChannelBlock).ShouldBeOneOf([0, .. Enumerable.Range(kernel.ChannelBlock / 2, kernel.ChannelBlock / 2)]);
        }

        foreach (ConvolutionDataGradientStep step in plan.Training.StepsOf<ConvolutionDataGradientStep>())
        {
            step.Kernel.IsBlocked.ShouldBeTrue();
            step.FilterBlock.ShouldBeInRange(16, 256);
            (step.Geometry.Filters % step.FilterBlock).ShouldBeOneOf([0, .. Enumerable.Range(step.FilterBlock / 2, step.FilterBlock / 2)]);
        }

        foreach (ConvolutionWeightGradientStep step in plan.Training.StepsOf<ConvolutionWeightGradientStep>())
            (step.RowBlock * step.Geometry.OutputWidth).ShouldBeInRange(Math.Min(96, step.Geometry.OutputPositions), step.Geometry.OutputPositions);
    }

    /// <summary>The networks that test blocks against the reference must have them.</summary>
    [Fact]
    public void The_tests_networks_of_large_images_are_divided()
    {
        NetworkPlan plan = Plans.Of("input 4x20x27; conv 67 3x3 pad 1; tanh; conv 6 5x5 pad 2; tanh; conv 64 1x1; relu; conv 3 3x3 stride 2 pad 1 floor; fc 4; softmax");
        plan.Kernels.OfType<ConvolutionForward>().ShouldContain(kernel => kernel.ChannelBlock > 0 && kernel.ChannelBlock < kernel.Geometry.Channels);
        plan.Training.StepsOf<ConvolutionWeightGradientStep>().ShouldContain(step => step.RowBlock < step.Geometry.OutputHeight);
    }
}

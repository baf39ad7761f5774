using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>The named rules by which neighbouring layers become one kernel, forward and backward.</summary>
public class FusionTests
{
    [Fact]
    public void Relu_after_convolution_shares_one_kernel()
    {
        Schedule inference = Plans.Of("input 3x8x8; conv 4 3x3; relu; fc 2; softmax").Inference;
        inference.KernelsOf().Length.ShouldBe(2);
        inference.StepsOf<ConvolveStep>().Single().Activation.ShouldBe(ActivationFunction.Relu);
        inference.StepsOf<ActivateStep>().ShouldBeEmpty();
    }

    [Fact]
    public void Tanh_after_a_fully_connected_layer_shares_one_kernel()
    {
        Schedule inference = Plans.Of("input 9; fc 4; tanh; fc 2; softmax").Inference;
        inference.StepsOf<ConnectStep>().First().Activation.ShouldBe(ActivationFunction.Tanh);
        inference.StepsOf<ActivateStep>().ShouldBeEmpty();
    }

    [Fact]
    public void A_second_activation_is_a_step_of_its_own()
    {
        Schedule inference = Plans.Of("input 9; fc 4; tanh; relu; fc 2; softmax").Inference;
        inference.StepsOf<ActivateStep>().Single().Activation.ShouldBe(ActivationFunction.Relu);
    }

    [Theory]
    [InlineData("maxpool 2x2")]
    [InlineData("avgpool 2x2")]
    [InlineData("maxpool global")]
    [InlineData("avgpool 3x2")]
    public void Pooling_that_tiles_joins_its_convolution(string pool)
    {
        NetworkPlan plan = Plans.Of($"input 1x8x8; conv 4 3x3; relu; {pool}");
        plan.Inference.StepsOf<PoolStep>().ShouldBeEmpty();
        plan.Inference.StepsOf<ConvolveStep>().Single().Kernel.Pool.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("maxpool 3x3 stride 1", "it overlaps")]
    [InlineData("avgpool 2x2 stride 4", "it leaves gaps")]
    [InlineData("maxpool 4x4 floor", "it does not cover the image")]
    [InlineData("maxpool 2x2 pad 1", "it is padded")]
    [InlineData("maxpool 4x4 ceil", "it sticks out")]
    public void Pooling_that_does_not_tile_is_a_step_of_its_own(string pool, string because)
    {
        Schedule inference = Plans.Of($"input 1x8x8; conv 4 3x3; relu; {pool}").Inference;
        inference.StepsOf<PoolStep>().Count().ShouldBe(1, because);
        inference.StepsOf<ConvolveStep>().Single().Kernel.Pool.ShouldBeNull(because);
    }

    [Fact]
    public void A_pooling_after_a_pooling_is_a_step_of_its_own()
    {
        Schedule inference = Plans.Of("input 1x10x10; conv 4 3x3; maxpool 2x2; avgpool 2x2").Inference;
        inference.StepsOf<PoolStep>().Count().ShouldBe(1);
        inference.StepsOf<ConvolveStep>().Single().Kernel.Pool.ShouldNotBeNull();
    }

    [Fact]
    public void What_is_pooled_is_kept_in_training_alone()
    {
        NetworkPlan plan = Plans.OfSample("LeNet");
        plan.Training.StepsOf<ConvolveStep>().ShouldAllBe(step => step.IsKept);
        plan.Inference.StepsOf<ConvolveStep>().ShouldAllBe(step => !step.IsKept);
        plan.Inference.ArenaFloats.ShouldBeLessThan(plan.Training.ArenaFloats / 2);
    }

    [Fact]
    public void Dropout_after_relu_ends_in_the_data_gradients_epilogue()
    {
        Schedule training = Plans.Of("input 9; fc 8; relu; dropout 0.5; fc 4; softmax").Training;
        training.StepsOf<DropStep>().Count().ShouldBe(1, "a dropped value is zero, and so is relu's derivative there");
        training.StepsOf<DifferentiateStep>().ShouldBeEmpty();
        ConnectDataGradientStep step = training.StepsOf<ConnectDataGradientStep>().Single();
        step.Activation.ShouldBe(ActivationFunction.Relu);
        step.Probability.ShouldBe(0.5f);
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void Dropout_after_a_function_that_is_not_zero_at_zero_goes_back_by_itself(string activation)
    {
        Schedule training = Plans.Of($"input 9; fc 8; {activation}; dropout 0.5; fc 4; softmax").Training;
        training.StepsOf<DropStep>().Count().ShouldBe(2);
        training.StepsOf<DifferentiateStep>().Count().ShouldBe(1);
        training.StepsOf<ConnectDataGradientStep>().Single().Activation.ShouldBe(ActivationFunction.Identity);
    }

    [Fact]
    public void Tanhs_derivative_ends_the_data_gradient_after_it()
    {
        Schedule training = Plans.Of("input 2x6x6; conv 3 3x3; tanh; conv 4 3x3").Training;
        training.StepsOf<ConvolutionDataGradientStep>().Single().Activation.ShouldBe(ActivationFunction.Tanh);
        training.StepsOf<DifferentiateStep>().ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_dropped_outside_training()
    {
        NetworkPlan plan = Plans.OfSample("DigitsMlp");
        foreach (Schedule schedule in new[] { plan.Inference, plan.InputGradients, plan.Tracing }) schedule.StepsOf<DropStep>().ShouldBeEmpty();
        plan.Inference.StepsOf<CopyStep>().ShouldBeEmpty();
    }

    [Fact]
    public void Flatten_costs_nothing()
    {
        NetworkPlan with = Plans.Of("input 2x4x4; conv 3 3x3; relu; flatten; fc 4; flatten; softmax");
        NetworkPlan without = Plans.Of("input 2x4x4; conv 3 3x3; relu; fc 4; softmax");
        with.Inference.ShouldBe(without.Inference);
        with.Training.ShouldBe(without.Training);
        with.InputGradients.ShouldBe(without.InputGradients);
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("sigmoid")]
    public void The_last_function_is_a_part_of_the_loss(string last)
    {
        Schedule training = Plans.Of($"input 9; fc 4; {last}").Training;
        training.StepsOf<LossStep>().Count().ShouldBe(1);
        training.StepsOf<ActivateStep>().ShouldBeEmpty();
        training.StepsOf<ConnectStep>().Single().Activation.ShouldBe(ActivationFunction.Identity);
    }

    /// <summary>The first layer needs no gradient by its data, so the rows of dz that a pooling gives back can be used up at once.</summary>
    [Fact]
    public void The_first_convolutions_pooling_goes_back_row_by_row()
    {
        Schedule training = Plans.OfSample("LeNet").Training;
        ConvolutionWeightGradientStep[] steps = [.. training.StepsOf<ConvolutionWeightGradientStep>()];
        steps.Length.ShouldBe(2);
        steps[0].Pool.ShouldBeNull("C3 needs all of dz for its data too");
        steps[1].Pool.ShouldNotBeNull("C1 is the first");
    }

    [Fact]
    public void Nothing_before_the_first_trained_layer_is_differentiated()
    {
        Schedule training = Plans.Of("input 1x8x8; conv 3 3x3 frozen; relu; maxpool 2x2; conv 4 2x2; relu; fc 3; softmax").Training;
        training.StepsOf<ConvolutionWeightGradientStep>().Count().ShouldBe(1);
        training.StepsOf<ConvolutionDataGradientStep>().ShouldBeEmpty();
        training.StepsOf<PoolGradientStep>().ShouldBeEmpty();
        training.StepsOf<ConvolveStep>().First().IsKept.ShouldBeFalse("what is pooled is needed by nobody");
    }

    [Fact]
    public void A_frozen_layer_between_trained_ones_passes_the_gradient_on_and_gets_none()
    {
        NetworkPlan plan = Plans.Of("input 9; fc 8; relu; fc 7 frozen; relu; fc 3; softmax");
        plan.Training.StepsOf<ConnectDataGradientStep>().Count().ShouldBe(2);
        plan.Training.StepsOf<ConnectWeightGradientStep>().Count().ShouldBe(2);
        plan.Parameters.Where(parameter => !parameter.Trained).ShouldAllBe(parameter => parameter.Placement == GradientPlacement.None);
    }
}

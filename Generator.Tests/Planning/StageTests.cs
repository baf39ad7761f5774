using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>Where threads meet: as seldom as possible.</summary>
public class StageTests
{
    [Fact]
    public void LeNet_trains_in_two_stages_and_answers_in_one()
    {
        NetworkPlan plan = Plans.OfSample("LeNet");
        plan.Training.Stages.Count.ShouldBe(2);
        plan.Training.Stages[0].Tasks.Single().Partition.ShouldBe(Partition.Slots);
        plan.Training.Stages[1].Tasks.ShouldAllBe(task => task.Steps.Single() is ReduceStep);
        plan.Inference.Stages.Count.ShouldBe(1);
    }

    [Fact]
    public void A_layer_with_many_weights_is_a_stage_that_divides_its_rows()
    {
        Schedule inference = Plans.Of("input 256; fc 16; relu; fc 4_096; relu; fc 4").Inference;
        inference.Stages.Count.ShouldBe(3);
        inference.Stages.Select(stage => stage.Tasks.Single().Partition).ShouldBe([Partition.Pairs, Partition.Rows, Partition.Pairs]);
    }

    [Theory]
    [InlineData(255, false)]
    [InlineData(256, true)]
    public void Rows_are_divided_from_65_536_weights_on(int units, bool isDivided) => Plans.Of($"input 256; fc {units}")
        .Inference.StepsOf<ConnectStep>().Single().Scope.ShouldBe(isDivided ? Scope.Rows : Scope.Pair);

    /// <summary>The weights of a layer are updated while the layers before it are differentiated: no thread waits for that.</summary>
    [Fact]
    public void DigitsMlps_weight_gradients_are_deferred()
    {
        NetworkPlan plan = Plans.OfSample("DigitsMlp");
        Schedule training = plan.Training;
        foreach (ConnectWeightGradientStep step in training.StepsOf<ConnectWeightGradientStep>().Where(step => step.Scope == Scope.Rows))
        {
            ConnectDataGradientStep? data = training.StepsOf<ConnectDataGradientStep>().FirstOrDefault(other => other.Weight.Name == plan.Parameters[step.Weight].Name);
            if (data is not null) training.StageOf(step).ShouldBeGreaterThan(training.StageOf(data), "the weights are still read");
        }

        training.Stages.Any(stage =>
            stage.Tasks.Any(task => task.Steps[0] is ConnectDataGradientStep) && stage.Tasks.Any(task => task.Steps[0] is ConnectWeightGradientStep))
            .ShouldBeTrue();
    }

    [Fact]
    public void No_stage_updates_weights_that_it_reads()
    {
        foreach (string text in new[]
        {
            TestSources.Sample("LeNet"), TestSources.Sample("DigitsMlp"),
            "input 256; fc 260; relu; fc 24; tanh; fc 40; fc 1_700; relu; fc 6; softmax",
            "input 3x12x12; conv 16 3x3 pad 1; tanh; maxpool 2x2; fc 120; tanh; fc 600; fc 10; softmax",
        })
        {
            NetworkPlan plan = Plans.Of(text);
            foreach (Stage stage in plan.Training.Stages)
            {
                Step[] steps = [.. stage.Tasks.SelectMany(task => task.Steps)];
                steps.SelectMany(step => step.Finishes).Select(index => plan.Parameters[index].Name)
                    .Intersect(steps.SelectMany(step => step.Operands).Select(operand => operand.Name)).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void Activation_memory_does_not_grow_with_the_batch_where_one_stage_does_everything() =>
        Plans.OfSample("LeNet").SharedStride.ShouldBe(0);
}

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
        Schedule training = Plans.OfSample("DigitsMlp").Training;
        foreach (ConnectWeightGradientStep step in training.StepsOf<ConnectWeightGradientStep>().Where(step => step.Scope == Scope.Rows))
        {
            ConnectDataGradientStep? data = training.StepsOf<ConnectDataGradientStep>().FirstOrDefault(other => other.Weight == step.Weight);
            if (data is not null) training.StageOf(step).ShouldBeGreaterThan(training.StageOf(data), "the weights are still read");
        }

        Stage beside = training.Stages.First(stage => stage.Tasks.Count > 1);
        beside.Tasks[0].Steps.Single().ShouldBeOfType<ConnectDataGradientStep>();
        beside.Tasks[1].Steps.Single().ShouldBeOfType<ConnectWeightGradientStep>();
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
            foreach (Stage stage in Plans.Of(text).Training.Stages)
            {
                Step[] steps = [.. stage.Tasks.SelectMany(task => task.Steps)];
                steps.SelectMany(Updated).Intersect(steps.SelectMany(Read)).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void Activation_memory_does_not_grow_with_the_batch_where_one_stage_does_everything() =>
        Plans.OfSample("LeNet").SharedStride.ShouldBe(0);

    /// <summary>Parameters that a step of an optimiser may change.</summary>
    private static IEnumerable<int> Updated(Step step) => step switch
    {
        ReduceStep reduce => [reduce.Parameter],
        ConnectWeightGradientStep { Scope: Scope.Rows } gradient => gradient.Bias is { } bias ? [gradient.Weight, bias] : [gradient.Weight],
        _ => [],
    };

    private static IEnumerable<int> Read(Step step) => step switch
    {
        ConvolveStep s => s.Bias is { } bias ? [s.Weight, bias] : [s.Weight],
        ConnectStep s => s.Bias is { } bias ? [s.Weight, bias] : [s.Weight],
        ConvolutionDataGradientStep s => [s.Weight],
        ConnectDataGradientStep s => [s.Weight],
        _ => [],
    };
}

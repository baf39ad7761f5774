using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>The verifier sees what is wrong with a plan that some pass has spoilt.</summary>
public class VerifyPlanTests
{
    private readonly NetworkPlan plan = Plans.OfSample("LeNet");

    [Fact]
    public void A_sound_plan_passes() => Should.NotThrow(() => VerifyPlan.Apply(plan));

    [Fact]
    public void A_read_before_any_write_is_found() =>
        Fault(plan with { Inference = Without<PackStep>(plan.Inference) }).ShouldContain("reads input, which nothing has written");

    [Fact]
    public void Buffers_over_each_other_are_found()
    {
        Schedule training = plan.Training with { Buffers = plan.Training.Buffers.Select(buffer => buffer with { Offset = 0 }).ToEquatableArray() };
        Fault(plan with { Training = training }).ShouldContain("lie over each other");
    }

    [Fact]
    public void A_threads_own_buffer_in_two_stages_is_found()
    {
        Schedule mlp = Plans.OfSample("DigitsMlp").Training;
        Schedule spoilt = mlp with { Buffers = mlp.Buffers.Select((buffer, i) => buffer with { Place = Place.Arena, Offset = i * 100_000 }).ToEquatableArray() };
        Fault(Plans.OfSample("DigitsMlp") with { Training = spoilt }).ShouldContain("lies in an arena and is used in");
    }

    [Fact]
    public void A_parameter_without_its_gradient_is_found() =>
        Fault(plan with { Training = Without<ConvolutionWeightGradientStep>(plan.Training) }).ShouldContain("C1.weight gets 0 gradients and 1 reductions");

    [Fact]
    public void A_gradient_that_is_never_reduced_is_found() =>
        Fault(plan with { Training = Without<ReduceStep>(plan.Training) }).ShouldContain("C1.weight gets 1 gradients and 0 reductions");

    [Fact]
    public void A_kernel_that_the_jit_would_give_up_on_is_found()
    {
        Schedule large = Changed(plan.Inference, step => step is ConvolveStep convolve ? convolve with { Kernel = convolve.Kernel with { FilterTile = 60 } } : step);
        Fault(plan with { Inference = large }).ShouldContain("multiply-adds in one body");
    }

    private static string Fault(NetworkPlan spoilt) => Should.Throw<InvalidOperationException>(() => VerifyPlan.Apply(spoilt)).Message;

    private static Schedule Without<TStep>(Schedule schedule) => With(schedule, steps => steps.Where(step => step is not TStep));

    private static Schedule Changed(Schedule schedule, Func<Step, Step> change) => With(schedule, steps => steps.Select(change));

    private static Schedule With(Schedule schedule, Func<IEnumerable<Step>, IEnumerable<Step>> change) => schedule with
    {
        Stages = schedule.Stages.Select(stage => new Stage(
            stage.Tasks.Select(task => task with { Steps = change(task.Steps).ToEquatableArray() }).ToEquatableArray())).ToEquatableArray(),
    };
}

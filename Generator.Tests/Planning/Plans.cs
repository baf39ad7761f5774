using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>Plans of networks that tests write down.</summary>
internal static class Plans
{
    /// <summary>The plan of a network, by its text or by its statements alone.</summary>
    public static NetworkPlan Of(string text) => NetworkPlanner.Plan(Check(text)).Plan!;

    public static NetworkPlan Of(string text, VectorTarget target) => NetworkPlanner.Plan(Check(text), target).Plan!;

    public static NetworkPlan OfSample(string name) => Of(TestSources.Sample(name));

    public static Network Check(string text)
    {
        CheckedFile file = Compile(text);
        file.Diagnostics.ShouldBeEmpty(text);
        return file.Networks.Single().Network;
    }

    public static CheckedFile Compile(string text) =>
        ArchCompilation.Compile("Net.net.arch", text.Contains("network ", StringComparison.Ordinal) ? text : $"network Net {{\n{text}\n}}\n");

    public static IEnumerable<T> StepsOf<T>(this Schedule schedule)
        where T : Step => schedule.Steps.OfType<T>();

    /// <summary>The distinct kernels of one schedule.</summary>
    public static Kernel[] KernelsOf(this Schedule schedule) => [.. schedule.Steps.SelectMany(step => step.Kernels).Distinct()];

    /// <summary>The stage in which a step runs.</summary>
    public static int StageOf(this Schedule schedule, Step step) => Enumerable.Range(0, schedule.Stages.Count)
        .First(stage => schedule.Stages[stage].Tasks.Any(task => task.Steps.Any(own => ReferenceEquals(own, step))));
}

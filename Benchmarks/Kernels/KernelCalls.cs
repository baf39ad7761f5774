using System.Reflection;
using NetArch.Dsl;
using NetArch.Generator.Planning;

namespace NetArch.Benchmarks.Kernels;

/// <summary>Every kernel of the sample networks, found through their plans: none is named here.</summary>
internal static class KernelCalls
{
    public static IReadOnlyDictionary<string, KernelCall> All { get; } = Find().ToDictionary(call => call.Name);

    private static IEnumerable<KernelCall> Find()
    {
        Assembly assembly = typeof(KernelCalls).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            CheckedFile file = ArchCompilation.Compile(name, reader.ReadToEnd());
            NetworkPlan plan = NetworkPlanner.Plan(file.Networks[0].Network).Plan!;
            var seen = new HashSet<Kernel>();
            foreach (Step step in plan.Inference.Steps.Concat(plan.Training.Steps).SelectMany(Parts))
            {
                if (seen.Add(step.Kernels.Single())) yield return KernelBinding.Bind(name, step);
            }
        }
    }

    /// <summary>Steps with one kernel each.</summary>
    private static IEnumerable<Step> Parts(Step step) => step switch
    {
        ConvolutionWeightGradientStep { Pool: { } pool } gradient => [pool, gradient with { Pool = null }],
        _ => step.Kernels.Any() ? [step] : [],
    };
}

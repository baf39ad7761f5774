using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl.Model;
using NetArch.Generator.Emit;
using NetArch.Generator.Emit.Gpu;
using NetArch.Generator.Planning;
using NetArch.Generator.Planning.Gpu;

namespace NetArch.Generator.Pipeline;

/// <summary>A network's plan for the GPU; none where the project has no GPU, or the network no plan for the CPU either.</summary>
internal sealed record GpuNetwork(GpuPlan? Plan, Fault? Fault)
{
    private static readonly GpuNetwork None = new(null, null);

    public static GpuNetwork Of((PlannedNetwork Planned, bool HasGpu) input, CancellationToken cancellation) =>
        !input.HasGpu || input.Planned.Plan is null
            ? None
            : Fault.Catch(
                "planning " + input.Planned.Network.Name + " for the GPU",
                () => new GpuNetwork(GpuPlanner.Plan(input.Planned.Network), null),
                fault => new GpuNetwork(null, fault));

    public static EmittedFiles Emit(GpuNetwork network, CancellationToken cancellation)
    {
        if (network.Plan is not { } plan) return EmittedFiles.Nothing with { Fault = network.Fault };
        string name = TakenNames.FullName(plan.Network);
        return EmittedFiles.Catch("emitting " + plan.Network.Name + " for the GPU", () =>
            [new EmittedFile(name + ".Gpu.g.cs", GpuProgramEmitter.Emit(plan, Identifiers.OfNamespace(plan.Network.Namespace ?? "")))]);
    }

    /// <summary>Every kernel of the compilation once, in an order that does not depend on the order of the files.</summary>
    public static EquatableArray<Kernel> DistinctKernels(ImmutableArray<GpuNetwork> networks, CancellationToken cancellation) => networks
        .Where(network => network.Plan is not null)
        .SelectMany(network => network.Plan!.Kernels)
        .Distinct()
        .OrderBy(kernel => kernel.MethodName, StringComparer.Ordinal)
        .ToEquatableArray();

    public static EmittedFiles EmitKernels(EquatableArray<Kernel> kernels, CancellationToken cancellation) => kernels.Count == 0
        ? EmittedFiles.Nothing
        : EmittedFiles.Catch("emitting the GPU's kernels", () => [new EmittedFile("NetArch.Kernels.Gpu.g.cs", GpuKernelsEmitter.Emit(kernels))]);
}

using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl.Model;
using NetArch.Generator.Emit;
using NetArch.Generator.Emit.Cpu;
using NetArch.Generator.Emit.Surface;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <param name="Hint">The file's name among all generated ones; it carries the namespace.</param>
internal sealed record EmittedFile(string Hint, string Text);

/// <summary>C# made from one network, or from all kernels, or the fault that kept it from being made.</summary>
internal sealed record EmittedFiles(EquatableArray<EmittedFile> Files, Fault? Fault)
{
    public static readonly EmittedFiles Nothing = new(EquatableArray<EmittedFile>.Empty, null);

    public static EmittedFiles OfNetwork((PlannedNetwork Planned, bool HasGpu) input, CancellationToken cancellation)
    {
        (PlannedNetwork planned, bool hasGpu) = input;
        if (planned.Plan is not { } plan) return Nothing;
        string name = TakenNames.FullName(planned.Network);
        return Catch("emitting " + planned.Network.Name, () =>
        [
            new EmittedFile(name + ".g.cs", NetworkClassEmitter.Emit(plan, hasGpu)),
            new EmittedFile(name + ".Cpu.g.cs", CpuProgramEmitter.Emit(plan, Identifiers.OfNamespace(plan.Network.Namespace ?? ""))),
        ]);
    }

    /// <summary>Every kernel of the compilation once, in an order that does not depend on the order of the files.</summary>
    public static EquatableArray<Kernel> DistinctKernels(ImmutableArray<PlannedNetwork> networks, CancellationToken cancellation) => networks
        .Where(network => network.Plan is not null)
        .OrderBy(network => TakenNames.FullName(network.Network), StringComparer.Ordinal)
        .SelectMany(network => network.Plan!.Kernels)
        .Distinct()
        .ToEquatableArray();

    public static EmittedFiles OfKernels(EquatableArray<Kernel> kernels, CancellationToken cancellation) => kernels.Count == 0
        ? Nothing
        : Catch("emitting the CPU's kernels", () => [new EmittedFile("NetArch.Kernels.Cpu.g.cs", CpuKernelsEmitter.Emit(kernels))]);

    public static EmittedFiles Catch(string activity, Func<EmittedFile[]> emit) => Fault.Catch(
        activity,
        () => new EmittedFiles(emit().ToEquatableArray(), null),
        fault => Nothing with { Fault = fault });
}

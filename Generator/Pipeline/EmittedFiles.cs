using System;
using System.Threading;
using NetArch.Dsl.Model;
using NetArch.Generator.Emit;
using NetArch.Generator.Emit.Cpu;
using NetArch.Generator.Emit.Surface;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <param name="Hint">The file's name among all generated ones; it carries the namespace.</param>
internal sealed record EmittedFile(string Hint, string Text);

/// <summary>C# made from one network, or from its share of the kernels, or the fault that kept it from being made.</summary>
internal sealed record EmittedFiles(EquatableArray<EmittedFile> Files, Fault? Fault)
{
    public static readonly EmittedFiles Nothing = new(EquatableArray<EmittedFile>.Empty, null);

    public static EmittedFiles OfNetwork((PlannedNetwork Planned, bool HasGpu) input, CancellationToken cancellation)
    {
        (PlannedNetwork planned, bool hasGpu) = input;
        if (planned.Plan is not { } plan) return OfSketch((BareSurface.SketchOf(planned.Network), hasGpu), cancellation);
        string name = TakenNames.FullName(planned.Network);
        return Catch("emitting " + planned.Network.Name, () =>
        [
            new EmittedFile(name + ".g.cs", NetworkClassEmitter.Emit(plan, hasGpu)),
            new EmittedFile(name + ".Cpu.g.cs", CpuProgramEmitter.Emit(plan, Identifiers.OfNamespace(plan.Network.Namespace ?? ""))),
        ]);
    }

    /// <summary>The class of a network with errors, without code behind it.</summary>
    public static EmittedFiles OfSketch((NetworkSketch Sketch, bool HasGpu) input, CancellationToken cancellation) => Catch(
        "outlining " + input.Sketch.Name,
        () => [new EmittedFile(TakenNames.FullName(input.Sketch.Namespace, input.Sketch.Name) + ".g.cs", NetworkClassEmitter.Emit(input.Sketch, input.HasGpu))]);

    public static EmittedFiles OfKernels(KernelShare share, CancellationToken cancellation) => share.Kernels.Count == 0
        ? Nothing
        : Catch("emitting the CPU's kernels", () => [new EmittedFile(share.Network + ".Kernels.Cpu.g.cs", CpuKernelsEmitter.Emit(share.Kernels))]);

    public static EmittedFiles Catch(string activity, Func<EmittedFile[]> emit) => Fault.Catch(
        activity,
        () => new EmittedFiles(emit().ToEquatableArray(), null),
        fault => Nothing with { Fault = fault });
}

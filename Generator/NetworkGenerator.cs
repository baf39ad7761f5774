using Microsoft.CodeAnalysis;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Pipeline;

namespace NetArch.Generator;

/// <summary>From <c>.net.arch</c> files to C# while a project builds: the whole pipeline.</summary>
/// <remarks>Every step is a pure function between immutable records. Spans live in <see cref="CheckedFile"/> and go to the
/// diagnostics only; what is planned and emitted depends on <see cref="Network"/> alone, so that an edit which changes no
/// network (a comment, a position, any C#) emits nothing anew.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider.Select(RoslynInput.Project).WithTrackingName(Steps.ReadProject);
        var facts = context.CompilationProvider.Select(RoslynInput.Facts).WithTrackingName(Steps.ReadCompilation);

        var parsed = context.AdditionalTextsProvider.Where(RoslynInput.IsArchFile)
            .Select(RoslynInput.Source).WithTrackingName(Steps.ReadFile)
            .Select(ParsedFile.Parse).WithTrackingName(Steps.ParseFile);
        var blocks = parsed.Collect().Select(ParsedFile.CollectBlocks).WithTrackingName(Steps.CollectBlocks);
        var files = parsed.Combine(blocks).Select(ParsedFile.FindUsedBlocks).WithTrackingName(Steps.FindUsedBlocks)
            .Select(ParsedFile.Check).WithTrackingName(Steps.CheckFile)
            .Combine(project).Select(ProjectOptions.NameNetworks).WithTrackingName(Steps.NameNetworks);

        var taken = files.Collect().Select(TakenNames.Find).WithTrackingName(Steps.FindTakenNames);
        var networks = files.Combine(taken).SelectMany(TakenNames.NetworksOf).WithTrackingName(Steps.FindNetwork);
        var planned = networks.Select(PlannedNetwork.Of).WithTrackingName(Steps.PlanNetwork);
        var hasGpu = facts.Select((facts, _) => facts.HasGpu).WithTrackingName(Steps.FindGpu);
        var emitted = planned.Combine(hasGpu).Select(EmittedFiles.OfNetwork).WithTrackingName(Steps.EmitNetwork);
        var shares = planned.Collect().Select(KernelShare.Divide).WithTrackingName(Steps.DivideKernels);
        var kernels = planned.Combine(shares).Select(KernelShare.Of).WithTrackingName(Steps.FindKernels)
            .Select(EmittedFiles.OfKernels).WithTrackingName(Steps.EmitKernels);
        context.RegisterSourceOutput(emitted, RoslynOutput.AddFiles);
        context.RegisterSourceOutput(kernels, RoslynOutput.AddFiles);

        var gpuPlanned = planned.Combine(hasGpu).Select(GpuNetwork.Of).WithTrackingName(Steps.PlanGpuNetwork);
        var gpuEmitted = gpuPlanned.Select(GpuNetwork.Emit).WithTrackingName(Steps.EmitGpuNetwork);
        var gpuKernels = gpuPlanned.Collect().Select(GpuNetwork.DistinctKernels).WithTrackingName(Steps.CollectGpuKernels)
            .Select(GpuNetwork.EmitKernels).WithTrackingName(Steps.EmitGpuKernels);
        context.RegisterSourceOutput(gpuEmitted, RoslynOutput.AddFiles);
        context.RegisterSourceOutput(gpuKernels, RoslynOutput.AddFiles);

        var outlines = files.Combine(taken).SelectMany(TakenNames.SketchesOf).WithTrackingName(Steps.FindSketch)
            .Combine(hasGpu).Select(EmittedFiles.OfSketch).WithTrackingName(Steps.EmitSketch);
        context.RegisterSourceOutput(outlines, RoslynOutput.AddFiles);

        var verdicts = files.Combine(planned.Collect()).Select(PlanVerdicts.FindPlans).WithTrackingName(Steps.FindPlans)
            .Select(PlanVerdicts.JudgeFile).WithTrackingName(Steps.JudgePlans);
        var conflicts = files.Collect().Combine(project).Select(ParsedFile.CheckProject).WithTrackingName(Steps.CheckProject);
        var hints = networks.Collect().Combine(facts).Select(PlanVerdicts.JudgeProject).WithTrackingName(Steps.JudgeProject);
        context.RegisterSourceOutput(files.Select((file, _) => file.Diagnostics), RoslynOutput.Report);
        context.RegisterSourceOutput(verdicts, RoslynOutput.Report);
        context.RegisterSourceOutput(conflicts, RoslynOutput.Report);
        context.RegisterSourceOutput(hints, RoslynOutput.Report);
    }
}

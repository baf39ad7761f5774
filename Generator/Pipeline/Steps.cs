namespace NetArch.Generator.Pipeline;

/// <summary>Names of the pipeline's steps, by which tests prove what an edit runs again.</summary>
internal static class Steps
{
    public const string ReadProject = nameof(ReadProject);
    public const string ReadCompilation = nameof(ReadCompilation);
    public const string ReadFile = nameof(ReadFile);
    public const string ParseFile = nameof(ParseFile);
    public const string CollectBlocks = nameof(CollectBlocks);
    public const string FindUsedBlocks = nameof(FindUsedBlocks);
    public const string CheckFile = nameof(CheckFile);
    public const string NameNetworks = nameof(NameNetworks);
    public const string FindTakenNames = nameof(FindTakenNames);
    public const string FindNetwork = nameof(FindNetwork);
    public const string FindSketch = nameof(FindSketch);
    public const string EmitSketch = nameof(EmitSketch);
    public const string PlanNetwork = nameof(PlanNetwork);
    public const string FindGpu = nameof(FindGpu);
    public const string PlanGpuNetwork = nameof(PlanGpuNetwork);
    public const string EmitGpuNetwork = nameof(EmitGpuNetwork);
    public const string CollectGpuKernels = nameof(CollectGpuKernels);
    public const string EmitGpuKernels = nameof(EmitGpuKernels);
    public const string EmitNetwork = nameof(EmitNetwork);
    public const string DivideKernels = nameof(DivideKernels);
    public const string FindKernels = nameof(FindKernels);
    public const string EmitKernels = nameof(EmitKernels);
    public const string FindPlans = nameof(FindPlans);
    public const string JudgePlans = nameof(JudgePlans);
    public const string JudgeProject = nameof(JudgeProject);
    public const string CheckProject = nameof(CheckProject);
}

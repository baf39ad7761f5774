using System.Collections.Generic;
using NetArch.Dsl;

namespace NetArch.Generator.Pipeline;

/// <summary>The little that matters of the C# around the networks; no edit of code changes it.</summary>
/// <param name="IsOptimised">Compiled with <c>Optimize</c>.</param>
/// <param name="AllowsUnsafe">Compiled with <c>AllowUnsafeBlocks</c>.</param>
/// <param name="HasRuntime">The assembly <c>NetArch</c> is referenced.</param>
/// <param name="HasGpu">The assembly <c>NetArch.Gpu</c> is referenced too: networks are compiled for the GPU besides.</param>
internal sealed record CompilationFacts(bool IsOptimised, bool AllowsUnsafe, bool HasRuntime, bool HasGpu)
{
    /// <summary>What is wrong with the project; no place in a file, so no path.</summary>
    public IEnumerable<ArchDiagnostic> Findings()
    {
        if (!HasRuntime) yield return DiagnosticDefinitions.RuntimeMissing.At("", SourceSpan.None);
        if (!AllowsUnsafe) yield return DiagnosticDefinitions.UnsafeNotAllowed.At("", SourceSpan.None);
        if (!IsOptimised) yield return DiagnosticDefinitions.NotOptimised.At("", SourceSpan.None);
    }
}

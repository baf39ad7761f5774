using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetArch.Generator.Pipeline;

namespace NetArch.Generator;

/// <summary>What the compiler hands over, as the pipeline's own records.</summary>
internal static class RoslynInput
{
    public static bool IsArchFile(AdditionalText text) => text.Path.EndsWith(".net.arch", StringComparison.OrdinalIgnoreCase);

    public static SourceFile Source(AdditionalText text, CancellationToken cancellation) =>
        new(text.Path, text.GetText(cancellation)?.ToString());

    public static ProjectOptions Project(AnalyzerConfigOptionsProvider options, CancellationToken cancellation) =>
        new(Property(options, "RootNamespace"), Property(options, "ProjectDir"));

    public static CompilationFacts Facts(Compilation compilation, CancellationToken cancellation) => new(
        compilation.Options.OptimizationLevel == OptimizationLevel.Release,
        compilation.Options is CSharpCompilationOptions { AllowUnsafe: true },
        compilation.GetTypeByMetadataName("NetArch.Network") is not null,
        compilation.GetTypeByMetadataName("NetArch.Gpu.GpuDevice") is not null);

    private static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value : "";
}

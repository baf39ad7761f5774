extern alias Runtime;

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using NetArch.Generator.Tests.Generation;
using Compiled = Runtime::NetArch.Network;
using NetworkOptions = Runtime::NetArch.NetworkOptions;

namespace NetArch.Generator.Tests.Execution;

/// <summary>Networks that were generated, compiled and loaded, all in memory.</summary>
internal sealed class CompiledNetworks
{
    private readonly Assembly assembly;

    private CompiledNetworks(Assembly assembly) => this.assembly = assembly;

    /// <summary>One project with all these files, whose networks share their kernels.</summary>
    public static CompiledNetworks Of(params (string Path, string? Text)[] files)
    {
        GeneratorRun run = GeneratorRun.Of(files);
        run.Diagnostics.ShouldBeEmpty();
        using var image = new MemoryStream();
        EmitResult result = run.Output.Emit(image);
        ImmutableArray<Diagnostic> findings = result.Diagnostics;
        findings.Where(finding => finding.Severity > DiagnosticSeverity.Hidden).Take(5).ShouldBeEmpty();
        return new CompiledNetworks(Assembly.Load(image.ToArray()));
    }

    public Compiled Create(string name, int threads)
    {
        Type type = assembly.GetTypes().Single(type => type.Name == name && type.IsSubclassOf(typeof(Compiled)));
        MethodInfo create = type.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, [typeof(NetworkOptions)])!;
        return (Compiled)create.Invoke(null, [new NetworkOptions(Seed: 3, Threads: threads)])!;
    }
}

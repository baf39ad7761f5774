using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace NetArch.Generator.Tests.Generation;

/// <summary>How the project in memory is set up: by default as the package's props do it.</summary>
public sealed record ProjectSettings
{
    public string RootNamespace { get; init; } = "Project";

    public bool Optimised { get; init; } = true;

    public bool AllowsUnsafe { get; init; } = true;

    public bool HasRuntime { get; init; } = true;

    /// <summary>The C# of the project.</summary>
    public string Code { get; init; } = "";

    /// <summary>Severities by diagnostic id, as <c>.globalconfig</c> sets them.</summary>
    public ImmutableDictionary<string, ReportDiagnostic> Severities { get; init; } = ImmutableDictionary<string, ReportDiagnostic>.Empty;

    /// <summary>With documentation comments checked, as a library that ships its documentation has it.</summary>
    public CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    public AnalyzerConfigOptionsProvider BuildProperties => new Properties(new Dictionary<string, string>
    {
        ["build_property.RootNamespace"] = RootNamespace,
        ["build_property.ProjectDir"] = GeneratorRun.ProjectDirectory,
    });

    public CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Project",
        [CSharpSyntaxTree.ParseText(Code, ParseOptions)],
        HasRuntime ? [.. Framework.Value, Runtime.Value] : Framework.Value,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: Optimised ? OptimizationLevel.Release : OptimizationLevel.Debug,
            allowUnsafe: AllowsUnsafe,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            specificDiagnosticOptions: Severities));

    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private static readonly Lazy<MetadataReference> Runtime = new(() =>
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "NetArch.dll")));

    private sealed class Properties(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}

/// <summary>A file of the project. Null text stands for one that cannot be read.</summary>
public sealed class ArchText(string path, string? text) : AdditionalText
{
    private readonly SourceText? source = text is null ? null : SourceText.From(text);

    public override string Path => path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => source;
}

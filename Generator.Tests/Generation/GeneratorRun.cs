using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetArch.Generator.Tests.Generation;

/// <summary>A project in memory, with the generator run over it; every edit gives the next run, which keeps what it can.</summary>
public sealed class GeneratorRun
{
    public const string ProjectDirectory = "/project/";

    private readonly GeneratorDriver driver;
    private readonly ImmutableArray<ArchText> texts;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation, ImmutableArray<ArchText> texts)
    {
        this.texts = texts;
        Input = compilation;
        this.driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Output = (CSharpCompilation)output;
        Diagnostics = diagnostics;
        Result = this.driver.GetRunResult().Results.Single();
    }

    /// <summary>The project's own code.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>With the generated code.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the generator reported, after the severities that the project sets.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>Runs over files by their paths below the project.</summary>
    public static GeneratorRun Of(params (string Path, string? Text)[] files) => Of(new ProjectSettings(), files);

    public static GeneratorRun Of(ProjectSettings settings, params (string Path, string? Text)[] files)
    {
        ImmutableArray<ArchText> texts = [.. files.Select(file => new ArchText(ProjectDirectory + file.Path, file.Text))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()], texts, settings.ParseOptions, settings.BuildProperties,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver, settings.Compilation(), texts);
    }

    /// <summary>The file's text changes.</summary>
    public GeneratorRun Edit(string path, string text)
    {
        ArchText before = texts.Single(file => file.Path == ProjectDirectory + path);
        var after = new ArchText(before.Path, text);
        return new GeneratorRun(driver.ReplaceAdditionalText(before, after), Input, texts.Replace(before, after));
    }

    public GeneratorRun Add(string path, string text)
    {
        var added = new ArchText(ProjectDirectory + path, text);
        return new GeneratorRun(driver.AddAdditionalTexts([added]), Input, texts.Add(added));
    }

    /// <summary>Somebody writes C#.</summary>
    public GeneratorRun EditCSharp(string code) =>
        new(driver, Input.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, (CSharpParseOptions)Input.SyntaxTrees[0].Options)), texts);

    /// <summary>The text of a generated file: <c>Project.LeNet.g.cs</c>.</summary>
    public string File(string hint) => Result.GeneratedSources.Single(source => source.HintName == hint).SourceText.ToString();

    public IEnumerable<string> Hints => Result.GeneratedSources.Select(source => source.HintName);

    /// <summary>Why each output of a step is what it is: new, modified, or kept.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)]
            : [];

    /// <summary>Outputs of a step that were computed and differ from before.</summary>
    public int Changed(string step) =>
        Reasons(step).Count(reason => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

    /// <summary>Outputs of a step that were computed at all, even if they came out as before.</summary>
    public int Ran(string step) => Reasons(step).Count(reason => reason is not IncrementalStepRunReason.Cached);

    /// <summary>Steps that handed source files to the compiler anew; findings are handed over by steps of their own.</summary>
    public int FilesEmitted => Result.TrackedOutputSteps.Values
        .SelectMany(runs => runs).SelectMany(run => run.Outputs)
        .Where(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .Count(output => SourcesOf(output.Value).Any());

    // Roslyn's value for an output step: (sources, diagnostics).
    private static IEnumerable<object> SourcesOf(object value) => ((IEnumerable)((ITuple)value)[0]!).Cast<object>();
}

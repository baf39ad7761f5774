using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetArch.Generator;

namespace NetArch.Benchmarks.Generation;

/// <summary>A keystroke in one file of a project with twenty networks, to the end of the generator's run: its findings and its files.</summary>
/// <remarks>Each edit goes back and forth between two texts, so that every run has something to do.</remarks>
[Config(typeof(GenerationBenchmarks.Settings))]
public class EditBenchmarks
{
    private readonly CSharpCompilation compilation = CSharpCompilation.Create(
        "Project", [], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(typeof(Network).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));

    private GeneratorDriver driver = null!;
    private Text current = null!;
    private Text other = null!;

    /// <summary>What is typed, into LeNet: an unfinished word, another number of units, or a comment.</summary>
    [Params("unfinished", "units", "comment")]
    public string Edit { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        string leNet = SampleTexts.Of("LeNet");
        current = new Text("/project/LeNet.net.arch", leNet);
        other = new Text(current.Path, Edit switch
        {
            "unfinished" => leNet.Replace("S4: avgpool 2x2", "S4: avgp"),
            "units" => leNet.Replace("F6: fc 84                   -> 84         weights 10_080  biases 84", "F6: fc 90").Replace("params 850", "").Replace("expect params 61_684", ""),
            _ => "# more\n" + leNet,
        });
        ImmutableArray<AdditionalText> texts =
        [
            .. SampleTexts.Names.Where(name => name != "LeNet").Take(19).Select(name => new Text($"/project/{name}.net.arch", SampleTexts.Of(name))),
            new Text("/project/Blocks.net.arch", SampleTexts.Blocks), current,
        ];
        driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], texts);
        Run();
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || result.GeneratedSources.Length <= 40)
            throw new InvalidOperationException($"{result.GeneratedSources.Length} files, {string.Join('\n', result.Diagnostics)}");
    }

    [Benchmark]
    public GeneratorDriver Keystroke()
    {
        driver = driver.ReplaceAdditionalText(current, other);
        (current, other) = (other, current);
        Run();
        return driver;
    }

    private void Run() => driver = driver.RunGenerators(compilation);

    private sealed class Text(string path, string content) : AdditionalText
    {
        private readonly SourceText text = SourceText.From(content);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }
}

using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Semantics;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl;

/// <summary>Several files checked together, without a compiler around them: what the command line and editors work with.</summary>
/// <remarks>Immutable. A changed file gives a new project, in which only that file is read anew, and only what depends on it is checked anew.</remarks>
public sealed class ArchProject
{
    private readonly Func<CheckedFile, string>? defaultNamespace;
    private readonly Lazy<EquatableArray<ArchDiagnostic>> across;
    private readonly Lazy<FactRecorder> facts;

    private ArchProject(IEnumerable<ProjectFile> files, BlockLibrary? earlier, Func<CheckedFile, string>? defaultNamespace)
    {
        this.defaultNamespace = defaultNamespace;
        ProjectFile[] ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        var blocks = BlockLibrary.Of(ordered.Select(file => file.Parsed));
        Blocks = blocks.Equals(earlier) ? earlier! : blocks;
        Files = ordered.Select(file => file.CheckedAgainst(Blocks)).ToArray();
        across = new Lazy<EquatableArray<ArchDiagnostic>>(() => ArchCompilation.CheckProject(Files.Select(file => file.Checked), defaultNamespace));
        facts = new Lazy<FactRecorder>(() => CollectFacts.Of(Files.Select(file => file.Parsed), Blocks, CancellationToken.None));
    }

    /// <summary>The files in the order of their paths.</summary>
    public IReadOnlyList<ProjectFile> Files { get; }

    /// <summary>Every finding in every file, those that show only across files too, file by file in the order of the text.</summary>
    public EquatableArray<ArchDiagnostic> Diagnostics => Files.SelectMany(file => file.Checked.Diagnostics).Concat(across.Value)
        .OrderBy(found => found.Path, StringComparer.Ordinal)
        .ThenBy(found => found.Span.Start)
        .ThenBy(found => found.Definition.Id, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The networks without errors, of every file, each name once.</summary>
    public EquatableArray<CheckedNetwork> Networks => ArchCompilation.DistinctNetworks(Files.Select(file => file.Checked), defaultNamespace);

    internal BlockLibrary Blocks { get; }

    internal FactRecorder Facts => facts.Value;

    /// <summary>Reads and checks files.</summary>
    /// <param name="files">Each path once, with its text.</param>
    /// <param name="defaultNamespace">As for <see cref="ArchCompilation.CheckProject"/>.</param>
    public static ArchProject Check(
        IEnumerable<(string Path, string Text)> files, Func<CheckedFile, string>? defaultNamespace = null, CancellationToken cancellation = default) =>
        new(files.Select(file => ProjectFile.Read(file.Path, file.Text, cancellation)), null, defaultNamespace);

    /// <summary>The project with a file added, or with another text of it.</summary>
    public ArchProject With(string path, string text, CancellationToken cancellation = default) =>
        Find(path)?.Text == text ? this : new(Files.Where(file => file.Path != path).Append(ProjectFile.Read(path, text, cancellation)), Blocks, defaultNamespace);

    /// <summary>The project without a file.</summary>
    public ArchProject Without(string path) => new(Files.Where(file => file.Path != path), Blocks, defaultNamespace);

    public ProjectFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>The findings in one file.</summary>
    public EquatableArray<ArchDiagnostic> DiagnosticsOf(string path) => Diagnostics.Where(found => found.Path == path).ToEquatableArray();
}

/// <summary>A file of a project: its text, and what it was read and checked as.</summary>
public sealed class ProjectFile
{
    private readonly BlockLibrary? blocks;
    private readonly Lazy<CheckedFile>? result;

    private ProjectFile(string text, WrittenFile written, ArchFile parsed, BlockLibrary? blocks)
    {
        Text = text;
        Written = written;
        Parsed = parsed;
        this.blocks = blocks;
        if (blocks is not null) result = new Lazy<CheckedFile>(() => ArchCompilation.Check(parsed, blocks));
    }

    public string Path => Parsed.Path;

    public string Text { get; }

    public CheckedFile Checked => result?.Value ?? throw new InvalidOperationException("A file is checked within a project.");

    /// <summary>The offset of a line and column, counted from 0; one beyond a line's or the text's end is its end.</summary>
    public int OffsetOf(int line, int column) => Written.Text.OffsetOf(line, column);

    /// <summary>The span from one offset up to another.</summary>
    public SourceSpan SpanOf(int start, int end) => Written.Text.Span(start, end);

    internal WrittenFile Written { get; }

    internal ArchFile Parsed { get; }

    internal static ProjectFile Read(string path, string text, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticCollector();
        WrittenFile written = ArchParser.Read(path, text, diagnostics, cancellation);
        return new ProjectFile(text, written, new ArchFile(path, written.Syntax, diagnostics.ToArray()), null);
    }

    /// <summary>This file itself where none of the blocks that it uses has changed.</summary>
    internal ProjectFile CheckedAgainst(BlockLibrary library)
    {
        BlockLibrary used = library.UsedBy(Parsed);
        return used.Equals(blocks) ? this : new ProjectFile(Text, Written, Parsed, used);
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Pipeline;

/// <summary>A <c>.net.arch</c> file as the compiler was given it.</summary>
/// <param name="Text">Null where the file cannot be read as text.</param>
internal sealed record SourceFile(string Path, string? Text);

/// <summary>A parsed file, or the reason why there is none.</summary>
internal sealed record ParsedFile(string Path, ArchFile? File, ArchDiagnostic? Problem)
{
    public static ParsedFile Parse(SourceFile source, CancellationToken cancellation) => source.Text is null
        ? new ParsedFile(source.Path, null, Unreadable(source.Path))
        : Fault.Catch(
            "parsing",
            () => new ParsedFile(source.Path, ArchCompilation.Parse(source.Path, source.Text, cancellation), null),
            fault => new ParsedFile(source.Path, null, fault.At(source.Path, SourceSpan.None)));

    public static BlockLibrary CollectBlocks(ImmutableArray<ParsedFile> files, CancellationToken cancellation) =>
        ArchCompilation.CollectBlocks(files.Where(file => file.File is not null).Select(file => file.File!));

    /// <summary>Beside each file the blocks that it uses, so that no other block's edit reaches it.</summary>
    public static (ParsedFile File, BlockLibrary Blocks) FindUsedBlocks((ParsedFile File, BlockLibrary Blocks) input, CancellationToken cancellation) =>
        input.File.File is { } file ? (input.File, ArchCompilation.BlocksUsedBy(file, input.Blocks)) : input;

    public static CheckedFile Check((ParsedFile File, BlockLibrary Blocks) input, CancellationToken cancellation)
    {
        (ParsedFile file, BlockLibrary blocks) = input;
        if (file.File is null) return Refused(file.Path, file.Problem!);
        return Fault.Catch(
            "checking",
            () => ArchCompilation.Check(file.File, blocks, cancellation),
            fault => Refused(file.Path, fault.At(file.Path, SourceSpan.None)));
    }

    public static EquatableArray<ArchDiagnostic> CheckProject(
        (ImmutableArray<CheckedFile> Files, ProjectOptions Project) input, CancellationToken cancellation) => Fault.Catch(
        "comparing the files",
        () => ArchCompilation.CheckProject(
            input.Files.OrderBy(file => file.Path, System.StringComparer.Ordinal), file => input.Project.NamespaceOf(file.Path)),
        fault => new EquatableArray<ArchDiagnostic>([fault.At("", SourceSpan.None)]));

    private static ArchDiagnostic Unreadable(string path) => DiagnosticDefinitions.FileUnreadable.At(
        path, SourceSpan.None, System.IO.Path.GetFileName(path), "the compiler has no text of it; save it as UTF-8, and look whether it exists and may be read");

    private static CheckedFile Refused(string path, ArchDiagnostic problem) =>
        new(path, EquatableArray<CheckedNetwork>.Empty, new EquatableArray<ArchDiagnostic>([problem]));
}

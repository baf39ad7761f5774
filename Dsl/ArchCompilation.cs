using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Checking;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl;

/// <summary>Text in, networks and diagnostics out. Nothing here throws, whatever the text, but for a cancellation.</summary>
public static class ArchCompilation
{
    /// <summary>Parses one file by itself.</summary>
    public static ArchFile Parse(string path, string text, CancellationToken cancellation = default)
    {
        var diagnostics = new DiagnosticCollector();
        FileSyntax syntax = ArchParser.Parse(path, text, diagnostics, cancellation);
        return new ArchFile(path, syntax, diagnostics.ToArray());
    }

    /// <summary>The blocks of all files; files come in any order.</summary>
    public static BlockLibrary CollectBlocks(IEnumerable<ArchFile> files) => BlockLibrary.Of(files);

    /// <summary>Those of all blocks that decide what a file means; it checks against them as against all.</summary>
    public static BlockLibrary BlocksUsedBy(ArchFile file, BlockLibrary blocks) => blocks.UsedBy(file);

    /// <summary>Checks one file's networks and blocks against the blocks of all.</summary>
    public static CheckedFile Check(ArchFile file, BlockLibrary blocks, CancellationToken cancellation = default) =>
        FileCheck.Run(file, blocks.UsedBy(file), cancellation);

    /// <summary>What only shows across files: networks of one name, and errors that one file shows in another's block.</summary>
    /// <param name="defaultNamespace">The namespace of the networks of a file that names none; without it, each folder is one.</param>
    public static EquatableArray<ArchDiagnostic> CheckProject(IEnumerable<CheckedFile> files, Func<CheckedFile, string>? defaultNamespace = null) =>
        ProjectCheck.Run(files, defaultNamespace);

    /// <summary>The networks of all files, without those whose name an earlier file has: what can be emitted together.</summary>
    /// <param name="defaultNamespace">As for <see cref="CheckProject"/>.</param>
    public static EquatableArray<CheckedNetwork> DistinctNetworks(IEnumerable<CheckedFile> files, Func<CheckedFile, string>? defaultNamespace = null) =>
        ProjectCheck.DistinctNetworks(files, defaultNamespace);

    /// <summary>One file alone, from text to networks.</summary>
    public static CheckedFile Compile(string path, string text)
    {
        ArchFile file = Parse(path, text);
        CheckedFile result = Check(file, CollectBlocks([file]));
        EquatableArray<ArchDiagnostic> across = CheckProject([result]);
        return across.Count == 0 ? result : result with { Diagnostics = result.Diagnostics.Concat(across).ToEquatableArray() };
    }
}

using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl;

/// <summary>One file, parsed. Equal where the statements and their places are, so a comment behind them changes nothing.</summary>
public sealed record ArchFile
{
    internal ArchFile(string path, FileSyntax syntax, EquatableArray<ArchDiagnostic> diagnostics)
    {
        Path = path;
        Syntax = syntax;
        Diagnostics = diagnostics;
    }

    public string Path { get; }

    /// <summary>What the parser found; <see cref="ArchCompilation.Check"/> takes it over into its result.</summary>
    public EquatableArray<ArchDiagnostic> Diagnostics { get; }

    internal FileSyntax Syntax { get; }
}

using NetArch.Dsl.Model;

namespace NetArch.Dsl;

/// <summary>One file, checked.</summary>
/// <param name="Networks">Those without errors; a claim that fails leaves its network, so that it is the only thing a build complains of.</param>
/// <param name="Diagnostics">Everything found in this file's own text, by the parser too, in the order of the text.</param>
public sealed record CheckedFile(string Path, EquatableArray<CheckedNetwork> Networks, EquatableArray<ArchDiagnostic> Diagnostics)
{
    /// <summary>Errors that this file's networks show in blocks of other files; <see cref="ArchCompilation.CheckProject"/> reports each once.</summary>
    public EquatableArray<ArchDiagnostic> FoundElsewhere { get; init; } = EquatableArray<ArchDiagnostic>.Empty;

    /// <summary>What is known of the networks with errors, where their names are free.</summary>
    public EquatableArray<NetworkSketch> Sketches { get; init; } = EquatableArray<NetworkSketch>.Empty;

    /// <summary>Every network's name, of those with errors too.</summary>
    public EquatableArray<DeclaredNetwork> Declared { get; init; } = EquatableArray<DeclaredNetwork>.Empty;
}

/// <summary>A network's name where it is written.</summary>
public sealed record DeclaredNetwork(string Name, string? Namespace, SourceSpan Span);

/// <summary>A network that passed, and beside it everything that has a place in the text.</summary>
/// <param name="Locations">A place for every layer that computes something.</param>
public sealed record CheckedNetwork(
    Network Network, EquatableArray<MemoryClaim> MemoryClaims, EquatableArray<LayerLocation> Locations, SourceSpan NameSpan);

/// <summary>Where a layer is written.</summary>
/// <param name="Layer">Its full name.</param>
/// <param name="Span">Its keyword.</param>
/// <param name="Path">The file; for a layer of a block, the block's.</param>
public sealed record LayerLocation(string Layer, SourceSpan Span, string Path);

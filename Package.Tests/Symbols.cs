using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetArch.Package.Tests;

/// <summary>A file that an assembly's symbols speak of.</summary>
/// <param name="HasSource">Its text is in the symbols, so that a debugger needs no file.</param>
internal sealed record SourceDocument(string Path, bool HasSource);

/// <summary>Reads which sources a debugger finds.</summary>
internal static class Symbols
{
    // The kind of custom debug information that the portable format has for sources.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>Of an assembly with its symbols inside.</summary>
    public static IReadOnlyList<SourceDocument> OfAssembly(byte[] assembly)
    {
        using var reader = new PEReader(ImmutableArray.Create(assembly));
        DebugDirectoryEntry entry = reader.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        return Documents(provider.GetMetadataReader());
    }

    /// <summary>Of a <c>.pdb</c> file.</summary>
    public static IReadOnlyList<SourceDocument> OfFile(string path)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(path));
        return Documents(provider.GetMetadataReader());
    }

    private static SourceDocument[] Documents(MetadataReader reader) =>
        [.. reader.Documents.Select(handle => new SourceDocument(reader.GetString(reader.GetDocument(handle).Name), HasSource(reader, handle)))];

    private static bool HasSource(MetadataReader reader, DocumentHandle handle) => reader.GetCustomDebugInformation(handle)
        .Any(information => reader.GetGuid(reader.GetCustomDebugInformation(information).Kind) == EmbeddedSource);
}

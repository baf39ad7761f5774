using NetArch.Dsl.Semantics;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;
using Location = NetArch.Tool.LanguageServer.Protocol.Location;

namespace NetArch.Tool.LanguageServer.Features;

/// <summary>From a name to its definition, its uses, and another name.</summary>
internal static class Navigation
{
    public static Location? Definition(PositionParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        return context.Model(document).DefinitionAt(document.Lines.OffsetOf(parameters.Position))?.ToProtocol(context.Workspace);
    }

    public static IReadOnlyList<Location>? References(ReferenceParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        SemanticModel model = context.Model(document);
        int offset = document.Lines.OffsetOf(parameters.Position);
        Dsl.Semantics.Location? definition = parameters.Context?.IncludeDeclaration == false ? model.DefinitionAt(offset) : null;
        return [.. model.ReferencesAt(offset).Where(place => place != definition).Select(place => place.ToProtocol(context.Workspace)).OfType<Location>()];
    }

    /// <summary>What would be renamed; null where nothing can be.</summary>
    public static PreparedRename? PrepareRename(PositionParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        return context.Model(document).RenamableAt(document.Lines.OffsetOf(parameters.Position)) is { } symbol
            ? new PreparedRename(document.Lines.RangeOf(symbol.Span), symbol.Name)
            : null;
    }

    /// <exception cref="RpcException">It cannot be called so; the message says why.</exception>
    public static WorkspaceEdit? Rename(RenameParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        Renaming renaming = context.Model(document).RenameAt(document.Lines.OffsetOf(parameters.Position), parameters.NewName);
        return renaming.Problem is { } problem
            ? throw new RpcException(RpcError.RequestFailed, problem)
            : renaming.Edits.ToProtocol(context.Workspace);
    }
}

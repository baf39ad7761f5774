namespace NetArch.Dsl.Model;

/// <summary>As much of a network as is known although it has errors: enough for C# that names its members to compile, so that the
/// errors in the network's own file are the only ones of the build.</summary>
/// <param name="Input">A single value where it is unknown.</param>
/// <param name="Output">A single value where it is unknown.</param>
/// <param name="Layers">Those that have parameters.</param>
public sealed record NetworkSketch(string Name, string? Namespace, Shape Input, Shape Output, LossKind Loss, EquatableArray<LayerSketch> Layers);

/// <summary>A layer with parameters, by its name and kind.</summary>
/// <param name="Keyword"><c>conv</c>, <c>fc</c> or <c>batchnorm</c>; <see cref="Unknown"/> where the statement could not be read.</param>
public sealed record LayerSketch(string Name, string Keyword, bool HasBias)
{
    public const string Unknown = "";
}

using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>Layers in a row while they are being expanded.</summary>
internal sealed class LayerSequence(Shape? input)
{
    private readonly List<Layer> layers = [];

    /// <summary>What comes out of the last layer; null where an error hides it.</summary>
    public Shape? Shape { get; set; } = input;

    /// <summary>False once a layer is missing because of an error, so that counts mean nothing.</summary>
    public bool IsComplete { get; private set; } = true;

    public EquatableArray<Layer> Layers => layers.ToEquatableArray();

    public void Add(Element element)
    {
        if (element.Layer is not null) layers.Add(element.Layer);
        IsComplete &= element.IsComplete;
        Shape = element.Output;
    }

    /// <summary>Something that should be here is not.</summary>
    public void Break()
    {
        IsComplete = false;
        Shape = null;
    }
}

/// <summary>What an element of the text came to.</summary>
/// <param name="Layer">Null where an error left nothing to build.</param>
/// <param name="Output">Known sometimes where the layer is not.</param>
internal sealed record Element(Layer? Layer, Shape? Output, bool IsComplete)
{
    public static readonly Element Unknown = new(null, null, false);

    public static Element Built(Layer layer, bool isComplete) => new(layer, layer.Output, isComplete);
}

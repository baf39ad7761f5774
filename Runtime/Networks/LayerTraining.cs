namespace NetArch;

/// <summary>How one layer is trained: what <see cref="NetworkLayer"/> sets and the training loop reads.</summary>
internal sealed class LayerTraining(bool alwaysFrozen)
{
    /// <summary>Marked <c>frozen</c> in the text: no gradient was compiled for it, so it cannot be thawed.</summary>
    public bool AlwaysFrozen { get; } = alwaysFrozen;

    public bool Frozen { get; set; } = alwaysFrozen;

    public float? Rate { get; set; }

    public static Dictionary<string, LayerTraining> Of(NetworkDescription description)
    {
        var layers = new Dictionary<string, LayerTraining>(StringComparer.Ordinal);
        foreach (LayerDescription layer in description.Layers) layers[layer.Name] = new LayerTraining(IsFrozen(description, layer.Name));
        foreach (ParameterDescription parameter in description.Parameters)
            layers.TryAdd(parameter.Layer, new LayerTraining(IsFrozen(description, parameter.Layer)));
        return layers;
    }

    private static bool IsFrozen(NetworkDescription description, string layer)
    {
        IEnumerable<ParameterDescription> own = description.Parameters.Where(parameter =>
            parameter.Layer == layer && parameter.Kind is not (ParameterKind.RunningMean or ParameterKind.RunningVariance));
        return own.Any() && own.All(parameter => !parameter.Trained);
    }
}

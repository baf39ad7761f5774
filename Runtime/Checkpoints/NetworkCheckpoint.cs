namespace NetArch;

/// <summary>Moves a network's parameters to and from a <c>.safetensors</c> file.</summary>
internal static class NetworkCheckpoint
{
    private const int NamesInMessage = 4;

    public static void Save(Network network, string path, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var notes = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [Checkpoint.NetworkKey] = network.Description.Name,
        };
        notes.Remove(SafetensorsHeader.ChecksumKey);
        try
        {
            AtomicFile.Write(path, stream => SafetensorsWriter.Write(
                stream, Layout(network.Description.Parameters), notes, network.Engine.ReadParameter));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointException($"{path} cannot be written: {error.Message}", error);
        }
    }

    public static void Load(Network network, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var reader = new SafetensorsReader(path);
        TensorEntry[] tensors = Match(network.Description, reader.Header, path);
        reader.VerifyChecksum();
        float[][] values = [.. tensors.Select(tensor => new float[tensor.Count])];
        for (int i = 0; i < tensors.Length; i++) reader.Read(tensors[i], values[i]);
        for (int i = 0; i < tensors.Length; i++) network.Engine.WriteParameter(i, values[i]);
    }

    private static List<TensorEntry> Layout(IReadOnlyList<ParameterDescription> parameters)
    {
        var tensors = new List<TensorEntry>(parameters.Count);
        long position = 0;
        foreach (ParameterDescription parameter in parameters)
        {
            long end = position + (long)parameter.Count * TensorEntry.ValueSize;
            tensors.Add(new TensorEntry(parameter.Name, [.. parameter.Shape.Select(dimension => (long)dimension)], position, end));
            position = end;
        }

        return tensors;
    }

    /// <summary>The file's tensors in the order of the network's parameters.</summary>
    private static TensorEntry[] Match(NetworkDescription network, SafetensorsHeader header, string path)
    {
        Dictionary<string, TensorEntry> found = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        string origin = header.Metadata.TryGetValue(Checkpoint.NetworkKey, out string? name) && name != network.Name ? $" It was saved from {name}." : "";
        string[] missing = [.. network.Parameters.Select(parameter => parameter.Name).Where(parameter => !found.ContainsKey(parameter))];
        if (missing.Length > 0) throw new CheckpointException($"{path} lacks {List(missing)}, which {network.Name} has.{origin}");
        string[] extra = [.. header.Tensors.Select(tensor => tensor.Name).Except(network.Parameters.Select(parameter => parameter.Name))];
        if (extra.Length > 0) throw new CheckpointException($"{path} has {List(extra)}, which {network.Name} lacks.{origin}");
        return [.. network.Parameters.Select(parameter => Fitting(parameter, found[parameter.Name]))];

        TensorEntry Fitting(ParameterDescription parameter, TensorEntry tensor) =>
            tensor.Shape.SequenceEqual(parameter.Shape.Select(dimension => (long)dimension))
                ? tensor
                : throw new CheckpointException(
                    $"{path} has {tensor.Name} as [{string.Join(", ", tensor.Shape)}]; in {network.Name} it is [{string.Join(", ", parameter.Shape)}].{origin}");
    }

    private static string List(string[] names) => names.Length <= NamesInMessage
        ? string.Join(", ", names)
        : $"{string.Join(", ", names[..NamesInMessage])} and {names.Length - NamesInMessage} more";
}

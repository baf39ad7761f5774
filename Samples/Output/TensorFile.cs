namespace NetArch.Samples.Output;

/// <summary>Tensors to be written to a <c>.safetensors</c> file.</summary>
internal sealed class TensorFile
{
    private readonly List<TensorEntry> entries = [];
    private readonly List<Func<float[]>> values = [];
    private long end;

    /// <summary>The gradients of a network's parameters by the parameters' names, each fetched when it is written.</summary>
    public static TensorFile OfGradients(Network network)
    {
        var file = new TensorFile();
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Description.Trained))
            file.Add(parameter.Name, [.. parameter.Shape.Select(dimension => (long)dimension)], parameter.Count, () => parameter.Gradient);
        return file;
    }

    /// <param name="rows">The first dimension; the rest is one dimension.</param>
    public void Add(string name, IEnumerable<float> tensor, int rows)
    {
        float[] all = [.. tensor];
        Add(name, all.Length == rows ? [rows] : [rows, all.Length / rows], all.Length, () => all);
    }

    public void Add(string name, IEnumerable<float> tensor, int rows, SampleShape shape)
    {
        float[] all = [.. tensor];
        Add(name, [rows, shape.Channels, shape.Height, shape.Width], all.Length, () => all);
    }

    /// <exception cref="CommandException">It cannot be written.</exception>
    public void Write(string path, IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, entries, metadata, (i, destination) => values[i]().CopyTo(destination)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandException($"{path} cannot be written: {error.Message}", error);
        }
    }

    private void Add(string name, IReadOnlyList<long> shape, int count, Func<float[]> read)
    {
        long begin = end;
        end += (long)count * TensorEntry.ValueSize;
        entries.Add(new TensorEntry(name, shape, begin, end));
        values.Add(read);
    }
}

namespace NetArch.Runtime.Tests.Reference;

/// <summary>Tensors by name, in double precision.</summary>
internal sealed class TensorTable
{
    private readonly Dictionary<string, double[]> tensors = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => tensors.Keys;

    public double[] this[string name]
    {
        get => tensors[name];
        set => tensors[name] = value;
    }

    /// <summary>Zeros under the same names, of the same sizes.</summary>
    public TensorTable Zeros()
    {
        var zeros = new TensorTable();
        foreach ((string name, double[] values) in tensors) zeros[name] = new double[values.Length];
        return zeros;
    }
}

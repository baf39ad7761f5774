namespace NetArch;

/// <summary>A tensor of 32-bit floats in a <c>.safetensors</c> file.</summary>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record TensorEntry(string Name, IReadOnlyList<long> Shape, long Begin, long End)
{
    public const int ValueSize = sizeof(float);

    public int Count => checked((int)((End - Begin) / ValueSize));
}

/// <summary>What the header of a <c>.safetensors</c> file says.</summary>
/// <param name="Length">Bytes of the file before the data.</param>
/// <param name="Tensors">In the order of their data.</param>
internal sealed record SafetensorsHeader(long Length, IReadOnlyList<TensorEntry> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>A header may be this long, as in the format's reference implementation.</summary>
    public const long LongestHeader = 100_000_000;

    public const string MetadataKey = "__metadata__";

    /// <summary>The metadata that holds the SHA-256 of the data, in hexadecimal.</summary>
    public const string ChecksumKey = "data_sha256";
}

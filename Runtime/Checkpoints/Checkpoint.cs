namespace NetArch;

/// <summary>What a <c>.safetensors</c> file says about itself.</summary>
public static class Checkpoint
{
    /// <summary>The metadata that names the network a file was saved from.</summary>
    public const string NetworkKey = "network";

    /// <summary>The file's metadata: what <see cref="Network.Save"/> was given, the network's name, the data's checksum.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or its header does not hold.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var reader = new SafetensorsReader(path);
        return reader.Header.Metadata;
    }
}

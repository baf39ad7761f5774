namespace NetArch;

/// <summary>Images of a byte per pixel and channel, image after image, each channel by channel and row by row, and their classes.</summary>
internal sealed record LabelledImages(byte[] Pixels, int[] Labels)
{
    /// <summary>The parts one after the other.</summary>
    public static LabelledImages Join(IReadOnlyList<LabelledImages> parts)
    {
        if (parts is [var only]) return only;
        var pixels = new byte[parts.Sum(part => (long)part.Pixels.Length)];
        long written = 0;
        foreach (LabelledImages part in parts)
        {
            part.Pixels.CopyTo(pixels, written);
            written += part.Pixels.Length;
        }

        return new LabelledImages(pixels, [.. parts.SelectMany(part => part.Labels)]);
    }

    /// <summary>Reads a file of the form of CIFAR-10's: records of a byte for the class and then an image.</summary>
    /// <param name="size">Bytes of an image.</param>
    /// <exception cref="DatasetException">It cannot be read, is no whole number of records, or has a class that there is not.</exception>
    public static LabelledImages Read(string path, int size, int classes)
    {
        byte[] content = ReadAll(path);
        int record = size + 1, count = content.Length / record;
        if (count == 0 || content.Length % record != 0)
            throw new DatasetException($"{path} has {content.Length} bytes; records of a class and an image are {record} bytes each. It is cut short, or not of that form.");
        var (pixels, labels) = (new byte[count * size], new int[count]);
        for (int i = 0; i < count; i++)
        {
            labels[i] = content[i * record];
            if (labels[i] >= classes) throw new DatasetException($"{path}: image {i} has the class {labels[i]}; classes are 0 to {classes - 1}.");
            content.AsSpan(i * record + 1, size).CopyTo(pixels.AsSpan(i * size));
        }

        return new LabelledImages(pixels, labels);
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DatasetException($"{path} cannot be read: {error.Message}", error);
        }
    }
}

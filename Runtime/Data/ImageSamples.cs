using System.Globalization;

namespace NetArch;

/// <summary>Makes data sets from images of a byte per pixel and channel: 0 to 255 becomes 0 to 1, and images are fitted to the network's input.</summary>
internal static class ImageSamples
{
    private static readonly float[] Brightness = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    /// <summary>The ten digits' names.</summary>
    public static IReadOnlyList<string> Digits { get; } = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];

    /// <param name="shape">Of the images as they are.</param>
    /// <param name="pixels">Image after image, channel by channel, row by row.</param>
    /// <exception cref="DatasetException">The images can be neither padded nor reshaped to the network's input.</exception>
    public static Dataset<TInput> Create<TInput>(
        string name, SampleShape shape, byte[] pixels, int[] labels, IReadOnlyList<string> classNames)
        where TInput : struct, INetworkInput<TInput>
    {
        SampleShape wanted = TInput.Shape;
        CheckShape(name, shape, wanted);
        var values = new float[checked(labels.Length * (long)wanted.Count)];
        var padding = new Padding(shape, shape.Count == wanted.Count ? shape : wanted, standardisation: null);
        Parallel.For(0, labels.Length, () => new float[shape.Count], (i, _, image) =>
        {
            for (int pixel = 0; pixel < image.Length; pixel++) image[pixel] = Brightness[pixels[i * image.Length + pixel]];
            padding.Apply(image, values.AsSpan(i * wanted.Count, wanted.Count));
            return image;
        }, _ => { });
        return Dataset.Whole<TInput>(name, new SampleStore(values, labels, [], 0), labels.Length, classNames);
    }

    /// <exception cref="DatasetException">The images can be neither padded nor reshaped to the network's input.</exception>
    public static void CheckShape(string name, SampleShape images, SampleShape wanted)
    {
        if (images.Count != wanted.Count && !Padding.Fits(images, wanted))
            throw new DatasetException($"{name} has images of {images}; the network takes {wanted}. They fit an input of {images.Count} values, or of {Channels(images)} and at least that height and width.");
    }

    private static string Channels(SampleShape images) =>
        images.Channels == 1 ? "one channel" : string.Create(CultureInfo.InvariantCulture, $"{images.Channels} channels");
}

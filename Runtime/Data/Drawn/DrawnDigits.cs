namespace NetArch;

/// <summary>Digits drawn by the program itself, 1x28x28: no file and no network is needed. Every digit is written in a few ways,
/// slanted, turned, scaled, shifted and wavering, with pens of different widths, on grainy paper with stray marks.</summary>
/// <remarks>Image i of a part is a function of seed, part and i alone. It stands in for MNIST where that is not at hand; a network's
/// score here says little about its score there.</remarks>
public static class DrawnDigits
{
    /// <summary>Draws two parts that share no image. An input other than 1x28x28 is fitted as by <see cref="Mnist.Load"/>.</summary>
    /// <param name="train">Images to train on; every digit is drawn equally often.</param>
    /// <param name="test">Images to test with.</param>
    /// <exception cref="DatasetException">The images do not fit the input.</exception>
    public static (Dataset<TInput> Train, Dataset<TInput> Test) Load<TInput>(int train = 20_000, int test = 4_000, ulong seed = 1)
        where TInput : struct, INetworkInput<TInput>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(train, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        ImageSamples.CheckShape("DrawnDigits", Shape, TInput.Shape);
        return (Draw<TInput>("DrawnDigits train", train, seed), Draw<TInput>("DrawnDigits test", test, seed));
    }

    private static SampleShape Shape => new(1, DigitImage.Size, DigitImage.Size);

    private static Dataset<TInput> Draw<TInput>(string name, int count, ulong seed) where TInput : struct, INetworkInput<TInput>
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % ImageSamples.Digits.Count)];
        var pixels = new byte[checked(count * (long)Shape.Count)];
        Parallel.For(0, count, () => new float[Shape.Count], (i, _, ink) =>
        {
            var random = new PhiloxSequence(seed, Philox.Stream(name, i));
            DigitImage.Draw(labels[i], ref random, ink, pixels.AsSpan(i * ink.Length, ink.Length));
            return ink;
        }, _ => { });
        return ImageSamples.Create<TInput>(name, Shape, pixels, labels, ImageSamples.Digits);
    }
}

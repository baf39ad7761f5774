namespace NetArch;

/// <summary>The MNIST digits (LeCun, Cortes, Burges): 60,000 images to train and 10,000 to test, 1x28x28, from 0 (paper) to 1 (ink).</summary>
public static class Mnist
{
    internal static readonly string[] Files =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Reads the four IDX files of a folder, gzip (<c>.gz</c>) or not. A larger input, such as 1x32x32, gets the images
    /// centred on black; an input of 784 values gets them row by row.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged, or the images do not fit the input.</exception>
    public static (Dataset<TInput> Train, Dataset<TInput> Test) Load<TInput>(string folder) where TInput : struct, INetworkInput<TInput>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder)) throw new DatasetException($"{folder} is not a folder; MNIST is looked for in one that holds {string.Join(", ", Files)}.");
        return (LoadPart<TInput>("MNIST train", folder, Files[0], Files[1]), LoadPart<TInput>("MNIST test", folder, Files[2], Files[3]));
    }

    private static Dataset<TInput> LoadPart<TInput>(string name, string folder, string imageFile, string labelFile)
        where TInput : struct, INetworkInput<TInput>
    {
        (string imagePath, string labelPath) = (Find(folder, imageFile), Find(folder, labelFile));
        IdxFile images = IdxFile.Read(imagePath, dimensions: 3), labels = IdxFile.Read(labelPath, dimensions: 1);
        if (images.Dimensions[0] != labels.Dimensions[0])
            throw new DatasetException($"{imagePath} holds {images.Dimensions[0]} images, and {labelPath} {labels.Dimensions[0]} labels.");
        int bad = Array.FindIndex(labels.Values, label => label > 9);
        if (bad >= 0) throw new DatasetException($"{labelPath}: label {bad} is {labels.Values[bad]}; digits are 0 to 9.");
        var shape = new SampleShape(1, images.Dimensions[1], images.Dimensions[2]);
        return ImageSamples.Create<TInput>(name, shape, images.Values, Array.ConvertAll(labels.Values, label => (int)label), ImageSamples.Digits);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), packed = plain + ".gz";
        if (File.Exists(plain)) return plain;
        if (File.Exists(packed)) return packed;
        throw new DatasetException($"{folder} holds neither {name} nor {name}.gz; MNIST is four files: {string.Join(", ", Files)}.");
    }
}

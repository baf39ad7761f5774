using System.Globalization;

namespace NetArch;

/// <summary>Street View House Numbers (Netzer et al. 2011), the cropped digits: 73,257 photographs to train, 26,032 to test and
/// 531,131 easier ones to train with as well, 3x32x32, from 0 to 1.</summary>
public static class Svhn
{
    internal const string TrainFile = "train_32x32.mat";
    internal const string TestFile = "test_32x32.mat";
    internal const string ExtraFile = "extra_32x32.mat";

    private const int Side = 32;
    private static readonly SampleShape Shape = new(3, Side, Side);

    /// <summary>Reads <c>train_32x32.mat</c> and <c>test_32x32.mat</c> of a folder. A larger input of three channels gets the images
    /// centred on black; an input of 3,072 values gets them channel by channel.</summary>
    /// <param name="extra">Whether <c>extra_32x32.mat</c> is trained on too; it comes after the rest. Takes 8 GB of memory.</param>
    /// <exception cref="DatasetException">A file is missing or damaged, or the images do not fit the input.</exception>
    public static (Dataset<TInput> Train, Dataset<TInput> Test) Load<TInput>(string folder, bool extra = false)
        where TInput : struct, INetworkInput<TInput>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ImageSamples.CheckShape("SVHN", Shape, TInput.Shape);
        string[] train = extra ? [Find(folder, TrainFile), Find(folder, ExtraFile)] : [Find(folder, TrainFile)];
        string test = Find(folder, TestFile);
        return (LoadPart<TInput>("SVHN train", train), LoadPart<TInput>("SVHN test", [test]));
    }

    private static Dataset<TInput> LoadPart<TInput>(string name, string[] paths) where TInput : struct, INetworkInput<TInput>
    {
        LabelledImages images = LabelledImages.Join([.. paths.Select(Read)]);
        return ImageSamples.Create<TInput>(name, Shape, images.Pixels, images.Labels, ImageSamples.Digits);
    }

    private static LabelledImages Read(string path)
    {
        IReadOnlyList<NumericArray> arrays = MatFile.Read(path, "X", "y");
        try
        {
            (NumericArray images, NumericArray labels) = (arrays[0], arrays[1]);
            if (images.Dimensions is not [Side, Side, 3, > 0])
                throw new FormatException($"its X is {Join(images.Dimensions)}; the cropped digits are {Side}x{Side}x3xN");
            if (labels.Count != images.Dimensions[3])
                throw new FormatException($"it holds {images.Dimensions[3]} images and {labels.Count} labels");
            return new LabelledImages(ByRows(images.ToBytes()), [.. Enumerable.Range(0, labels.Count).Select(i => Digit(labels[i], i))]);
        }
        catch (FormatException error)
        {
            throw new DatasetException($"{path} cannot be used: {error.Message}.", error);
        }
    }

    /// <summary>The file numbers digits from 1; its tenth is 0.</summary>
    private static int Digit(double label, int index) => label is >= 1 and <= 10 && label == Math.Floor(label)
        ? (int)label % 10
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"label {index} is {label}; labels are 1 to 10, of which 10 is the digit 0"));

    /// <summary>MATLAB's planes go column by column.</summary>
    private static byte[] ByRows(byte[] columns)
    {
        var rows = new byte[columns.Length];
        Parallel.For(0, columns.Length / (Side * Side), plane =>
        {
            int start = plane * Side * Side;
            for (int row = 0; row < Side; row++)
                for (int column = 0; column < Side; column++) rows[start + row * Side + column] = columns[start + column * Side + row];
        });
        return rows;
    }

    private static string Join(IReadOnlyList<int> dimensions) =>
        string.Join('x', dimensions.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    private static string Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new DatasetException($"{folder} holds no {name}; SVHN's cropped digits are {TrainFile} and {TestFile}.");
    }
}

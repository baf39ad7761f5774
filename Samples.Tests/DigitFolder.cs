using System.Buffers.Binary;
using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests;

/// <summary>A folder with a few drawn digits in the four files of MNIST.</summary>
internal sealed class DigitFolder : IDisposable
{
    public const int TrainCount = 600;
    public const int TestCount = 100;

    private static readonly Lazy<(Dataset<DigitsMlp.Input> Train, Dataset<DigitsMlp.Input> Test)> Digits =
        new(() => DrawnDigits.Load<DigitsMlp.Input>(TrainCount, TestCount));

    private readonly TemporaryFolder folder = new();

    public DigitFolder()
    {
        Write("train", Digits.Value.Train);
        Write("t10k", Digits.Value.Test);
    }

    public string Path => folder.Path;

    public string Images => folder.File("train-images-idx3-ubyte");

    public string Labels => folder.File("train-labels-idx1-ubyte");

    public void Dispose() => folder.Dispose();

    private void Write(string part, Dataset<DigitsMlp.Input> digits)
    {
        IEnumerable<int> places = Enumerable.Range(0, digits.Count);
        WriteIdx($"{part}-images-idx3-ubyte", [digits.Count, 28, 28], places.SelectMany(i => digits[i].Values.ToArray()).Select(ink => (byte)MathF.Round(ink * 255)));
        WriteIdx($"{part}-labels-idx1-ubyte", [digits.Count], places.Select(i => (byte)digits.ClassOf(i)));
    }

    private void WriteIdx(string name, int[] dimensions, IEnumerable<byte> values)
    {
        var header = new byte[4 + 4 * dimensions.Length];
        header[2] = 8;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), dimensions[i]);
        File.WriteAllBytes(folder.File(name), [.. header, .. values]);
    }
}

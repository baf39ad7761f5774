namespace NetArch.Runtime.Tests;

public sealed class SvhnTests : IDisposable
{
    private const int Side = 32, Plane = Side * Side, Image = 3 * Plane;
    private readonly TemporaryFolder folder = new();

    public SvhnTests()
    {
        Write("train_32x32.mat", compressed: true, labels: [1, 10, 9]);
        Write("test_32x32.mat", compressed: false, labels: [10, 2]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Images_are_turned_to_rows_and_ten_is_the_digit_0()
    {
        (Dataset<Colour32> train, Dataset<Colour32> test) = Svhn.Load<Colour32>(folder.Path);
        (train.Count, test.Count).ShouldBe((3, 2));
        Enumerable.Range(0, 3).Select(train.ClassOf).ShouldBe([1, 0, 9]);
        Enumerable.Range(0, 2).Select(test.ClassOf).ShouldBe([0, 2]);
        train.ClassNames.Count.ShouldBe(10);
        foreach ((int image, int channel, int row, int column) in new[] { (0, 0, 0, 1), (1, 2, 31, 5), (2, 1, 7, 30) })
            train[image].Values.Span[channel * Plane + row * Side + column].ShouldBe(Pixel(image, channel, row, column) / 255f);
    }

    [Fact]
    public void The_extra_images_come_after_the_rest()
    {
        Write("extra_32x32.mat", compressed: true, labels: [5]);
        Dataset<Colour32> train = Svhn.Load<Colour32>(folder.Path, extra: true).Train;
        Enumerable.Range(0, train.Count).Select(train.ClassOf).ShouldBe([1, 0, 9, 5]);
        train[3].Values.Span[1].ShouldBe(Pixel(0, 0, 0, 1) / 255f);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Should.Throw<DatasetException>(() => Svhn.Load<Digit28>(folder.Path)).Message.ShouldContain("SVHN has images of 3x32x32; the network takes 1x28x28. They fit an input of 3072 values, or of 3 channels");
        Write("test_32x32.mat", compressed: true, labels: [10, 11]);
        Refusal().ShouldContain("label 1 is 11; labels are 1 to 10");
        WriteArrays("test_32x32.mat", MatWriter.Bytes("X", [Side, Side, 3, 1], new byte[Image]), MatWriter.Doubles("y", [2, 1], 1, 2));
        Refusal().ShouldContain("it holds 1 images and 2 labels");
        WriteArrays("test_32x32.mat", MatWriter.Bytes("X", [Side, Side, 3], new byte[Image]), MatWriter.Doubles("y", [1, 1], 1));
        Refusal().ShouldContain("its X is 32x32x3; the cropped digits are 32x32x3xN");
        File.Delete(folder.File("test_32x32.mat"));
        Refusal().ShouldContain("holds no test_32x32.mat");
    }

    private static byte Pixel(int image, int channel, int row, int column) => (byte)(image * 53 + channel * 101 + row * 7 + column * 3);

    private string Refusal() => Should.Throw<DatasetException>(() => Svhn.Load<Colour32>(folder.Path)).Message;

    private void Write(string name, bool compressed, double[] labels)
    {
        byte[] pixels =
        [
            .. from image in Enumerable.Range(0, labels.Length)
               from channel in Enumerable.Range(0, 3)
               from column in Enumerable.Range(0, Side)
               from row in Enumerable.Range(0, Side)
               select Pixel(image, channel, row, column),
        ];
        byte[] x = MatWriter.Bytes("X", [Side, Side, 3, labels.Length], pixels);
        byte[] y = MatWriter.Array("y", MatWriter.UInt8, [labels.Length, 1], StoredNumber.UInt8, [.. labels.Select(label => (byte)label)]);
        WriteArrays(name, compressed ? [MatWriter.Compressed(x), MatWriter.Compressed(y)] : [x, y]);
    }

    private void WriteArrays(string name, params byte[][] variables) => File.WriteAllBytes(folder.File(name), MatWriter.File(variables));
}

namespace NetArch.Runtime.Tests;

public sealed class Cifar10Tests : IDisposable
{
    private const int Image = 3 * 32 * 32;
    private readonly TemporaryFolder folder = new();

    public Cifar10Tests()
    {
        for (int batch = 1; batch <= 5; batch++) File.WriteAllBytes(folder.File($"data_batch_{batch}.bin"), [.. Record(batch, 0), .. Record(batch, 1)]);
        File.WriteAllBytes(folder.File("test_batch.bin"), Record(3, 1));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_batches_come_in_order_scaled_to_one_with_their_classes()
    {
        (Dataset<Colour32> train, Dataset<Colour32> test) = Cifar10.Load<Colour32>(folder.Path);
        (train.Count, test.Count).ShouldBe((10, 1));
        Enumerable.Range(0, 10).Select(train.ClassOf).ShouldBe([1, 2, 2, 3, 3, 4, 4, 5, 5, 6]);
        test.ClassNames[test.ClassOf(0)].ShouldBe("deer");
        train[5].Values.Span[2000].ShouldBe(Pixel(3, 1, 2000) / 255f);
    }

    [Fact]
    public void The_folder_of_the_archive_is_looked_into()
    {
        Directory.CreateDirectory(folder.File("cifar-10-batches-bin"));
        foreach (string file in Directory.GetFiles(folder.Path)) File.Move(file, Path.Combine(folder.Path, "cifar-10-batches-bin", Path.GetFileName(file)));
        Cifar10.Load<Colour32>(folder.Path).Train.Count.ShouldBe(10);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Should.Throw<DatasetException>(() => Cifar10.Load<Digit32>(folder.Path)).Message.ShouldContain("CIFAR-10 has images of 3x32x32; the network takes 1x32x32");
        File.WriteAllBytes(folder.File("data_batch_3.bin"), Record(3, 0)[..^1]);
        Refusal().ShouldContain("data_batch_3.bin has 3072 bytes; records of a class and an image are 3073 bytes each");
        File.WriteAllBytes(folder.File("data_batch_3.bin"), []);
        Refusal().ShouldContain("has 0 bytes");
        File.WriteAllBytes(folder.File("data_batch_3.bin"), [10, .. new byte[Image]]);
        Refusal().ShouldContain("image 0 has the class 10; classes are 0 to 9");
        File.Delete(folder.File("data_batch_3.bin"));
        Refusal().ShouldContain("holds no data_batch_3.bin, nor a folder cifar-10-batches-bin with it; CIFAR-10's binary version is six files: data_batch_1.bin");
    }

    private static byte[] Record(int batch, int image) =>
        [(byte)(batch + image), .. Enumerable.Range(0, Image).Select(place => Pixel(batch, image, place))];

    private static byte Pixel(int batch, int image, int place) => (byte)(batch * 31 + image * 17 + place);

    private string Refusal() => Should.Throw<DatasetException>(() => Cifar10.Load<Colour32>(folder.Path)).Message;
}

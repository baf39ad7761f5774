using System.Buffers.Binary;
using System.IO.Compression;

namespace NetArch.Runtime.Tests;

public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MnistTests()
    {
        WriteImages("train-images-idx3-ubyte", 3);
        Write("train-labels-idx1-ubyte", Idx(0x801, [3], [7, 0, 9]));
        WriteImages("t10k-images-idx3-ubyte", 2);
        Write("t10k-labels-idx1-ubyte", Idx(0x801, [2], [1, 2]));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Images_are_scaled_to_one_and_have_their_labels()
    {
        (Dataset<Digit28> train, Dataset<Digit28> test) = Mnist.Load<Digit28>(folder.Path);
        (train.Count, test.Count).ShouldBe((3, 2));
        Enumerable.Range(0, 3).Select(train.ClassOf).ShouldBe([7, 0, 9]);
        train.ClassNames.ShouldBe(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        train[2].Values.Span[5].ShouldBe(Pixel(2, 5) / 255f);
        train[0].Values.Span.ToArray().Max().ShouldBe(1);
    }

    [Fact]
    public void Gzip_is_recognised_by_content_not_by_name()
    {
        Pack("train-images-idx3-ubyte", "train-images-idx3-ubyte.gz");
        Pack("t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte");
        (Dataset<Digit28> train, Dataset<Digit28> test) = Mnist.Load<Digit28>(folder.Path);
        train[2].Values.Span[5].ShouldBe(Pixel(2, 5) / 255f);
        test[1].Values.Span[5].ShouldBe(Pixel(1, 5) / 255f);
    }

    [Fact]
    public void A_larger_input_gets_the_images_centred_and_a_vector_gets_their_values()
    {
        Dataset<Digit32> padded = Mnist.Load<Digit32>(folder.Path).Train;
        ReadOnlySpan<float> image = padded[1].Values.Span;
        image[(2 + 3) * 32 + 2 + 4].ShouldBe(Pixel(1, 3 * 28 + 4) / 255f);
        for (int i = 0; i < 32; i++) (image[i] + image[32 + i] + image[32 * i] + image[32 * i + 31] + image[30 * 32 + i]).ShouldBe(0);
        Mnist.Load<Vector784>(folder.Path).Train[1].Values.Span[100].ShouldBe(Pixel(1, 100) / 255f);
    }

    [Fact]
    public void An_input_that_images_do_not_fit_is_refused()
    {
        Should.Throw<DatasetException>(() => Mnist.Load<Colour32>(folder.Path)).Message.ShouldStartWith("MNIST train has images of 1x28x28; the network takes 3x32x32.");
        Should.Throw<DatasetException>(() => Mnist.Load<One>(folder.Path));
    }

    [Fact]
    public void Wrong_magic_is_named()
    {
        Write("train-labels-idx1-ubyte", Idx(0x803, [3], [7, 0, 9]));
        Refusal().ShouldBe($"{folder.File("train-labels-idx1-ubyte")} begins with 0x00000803; an IDX file of bytes in 1 dimensions begins with 0x00000801.");
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        Write("train-labels-idx1-ubyte", Idx(0x801, [2], [7, 0, 9]));
        Refusal().ShouldContain("holds more data than the 2 bytes");
        Write("train-labels-idx1-ubyte", Idx(0x801, [4], [7, 0, 9]));
        Refusal().ShouldContain("holds 3 bytes of data; its header says 4");
        Write("train-labels-idx1-ubyte", Idx(0x801, [2], [7, 0]));
        Refusal().ShouldContain("3 images, and");
        Write("train-labels-idx1-ubyte", Idx(0x801, [-1], [7, 0]));
        Refusal().ShouldContain("dimension 1 has 4294967295 entries");
        Write("train-labels-idx1-ubyte", [0, 0, 8]);
        Refusal().ShouldContain("has 3 bytes");
        Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0]);
        Refusal().ShouldContain("ends within its header");
        Write("train-labels-idx1-ubyte", []);
        Refusal().ShouldContain("has 0 bytes");
    }

    [Fact]
    public void A_label_out_of_range_is_named()
    {
        Write("train-labels-idx1-ubyte", Idx(0x801, [3], [7, 10, 9]));
        Refusal().ShouldEndWith("label 1 is 10; digits are 0 to 9.");
    }

    [Fact]
    public void A_gzip_file_cut_short_is_refused_unless_only_its_trailer_is_missing()
    {
        Pack("train-labels-idx1-ubyte", "train-labels-idx1-ubyte");
        byte[] packed = File.ReadAllBytes(folder.File("train-labels-idx1-ubyte"));
        for (int length = 0; length < packed.Length; length++)
        {
            Write("train-labels-idx1-ubyte", packed[..length]);
            if (length < packed.Length - 9) Refusal().ShouldContain("train-labels-idx1-ubyte");
            else Mnist.Load<Digit28>(folder.Path).Train.ClassOf(2).ShouldBe(9);
        }
    }

    [Fact]
    public void A_damaged_gzip_file_is_refused()
    {
        Pack("train-images-idx3-ubyte", "train-images-idx3-ubyte");
        byte[] packed = File.ReadAllBytes(folder.File("train-images-idx3-ubyte"));
        packed[packed.Length / 2] ^= 4;
        Write("train-images-idx3-ubyte", packed);
        Refusal().ShouldContain("train-images-idx3-ubyte");
    }

    [Fact]
    public void Missing_files_and_folders_are_named()
    {
        File.Delete(folder.File("t10k-images-idx3-ubyte"));
        Refusal().ShouldContain("holds neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz");
        Should.Throw<DatasetException>(() => Mnist.Load<Digit28>(folder.File("nowhere"))).Message.ShouldContain("is not a folder");
    }

    private static byte Pixel(int image, int pixel) => (byte)(pixel == 0 ? 255 : (image * 31 + pixel) % 251);

    private static byte[] Idx(int magic, int[] sizes, byte[] data)
    {
        var header = new byte[4 + 4 * sizes.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), sizes[i]);
        return [.. header, .. data];
    }

    private void WriteImages(string name, int count) =>
        Write(name, Idx(0x803, [count, 28, 28], [.. Enumerable.Range(0, count * 784).Select(i => Pixel(i / 784, i % 784))]));

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(folder.File(name), bytes);

    private void Pack(string from, string to)
    {
        byte[] bytes = File.ReadAllBytes(folder.File(from));
        File.Delete(folder.File(from));
        using var packed = new GZipStream(File.Create(folder.File(to)), CompressionLevel.Optimal);
        packed.Write(bytes);
    }

    private string Refusal() => Should.Throw<DatasetException>(() => Mnist.Load<Digit28>(folder.Path)).Message;
}

using System.Buffers.Binary;
using System.Text;

namespace NetArch.Runtime.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string PathOfFlags => folder.File("flags.safetensors");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_saved_is_loaded_bit_for_bit()
    {
        using var saved = Flags.Create(new NetworkOptions(Seed: 1));
        using var loaded = Flags.Create(new NetworkOptions(Seed: 2));
        saved.Save(PathOfFlags, new Dictionary<string, string> { ["standardisation"] = "mean 0.13 deviation 0.31" });
        loaded.Values.ShouldNotBe(saved.Values);
        loaded.LoadWeights(PathOfFlags);
        loaded.Values.ShouldBe(saved.Values);
        IReadOnlyDictionary<string, string> metadata = Checkpoint.ReadMetadata(PathOfFlags);
        metadata["standardisation"].ShouldBe("mean 0.13 deviation 0.31");
        metadata[Checkpoint.NetworkKey].ShouldBe("Flags");
    }

    [Fact]
    public void The_layout_is_that_of_the_format()
    {
        using var flags = Flags.Create(new NetworkOptions());
        flags.Save(PathOfFlags);
        byte[] bytes = File.ReadAllBytes(PathOfFlags);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        (length % 8).ShouldBe(0);
        bytes.Length.ShouldBe(8 + length + 6 * sizeof(float));
        string header = Encoding.UTF8.GetString(bytes, 8, length);
        header.ShouldMatch("""^\{"__metadata__":\{"network":"Flags","data_sha256":"[0-9a-f]{64}"\},"fc1\.weight":\{"dtype":"F32","shape":\[2,2\],"data_offsets":\[0,16\]\},"fc1\.bias":\{"dtype":"F32","shape":\[2\],"data_offsets":\[16,24\]\}\} *$""");
        BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 4)).ShouldBe(flags.Values[1]);
    }

    [Fact]
    public void The_same_weights_make_the_same_file()
    {
        foreach (string name in new[] { "a", "b" })
        {
            using var flags = Flags.Create(new NetworkOptions());
            flags.Save(folder.File(name), new Dictionary<string, string> { ["z"] = "1", [name == "a" ? "x" : "y"] = "2", [name == "a" ? "y" : "x"] = "2" });
        }

        File.ReadAllBytes(folder.File("a")).ShouldBe(File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused_and_changes_nothing()
    {
        byte[] whole = SavedBytes();
        for (int length = 0; length < whole.Length; length++) RefusedWithoutChange(whole[..length]);
    }

    [Fact]
    public void A_bit_flipped_anywhere_in_the_data_is_refused_and_changes_nothing()
    {
        byte[] whole = SavedBytes();
        for (int bit = (whole.Length - 24) * 8; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            RefusedWithoutChange(flipped).Message.ShouldContain("SHA-256");
        }
    }

    [Fact]
    public void A_bit_flipped_in_the_header_is_refused_or_harmless()
    {
        byte[] whole = SavedBytes();
        using var flags = Flags.Create(new NetworkOptions(Seed: 1));
        for (int bit = 0; bit < (whole.Length - 24) * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(PathOfFlags, flipped);
            float[] before = flags.Values;
            // A letter of a metadata key may change without harm; anything else must end in the one exception that says so.
            try
            {
                flags.LoadWeights(PathOfFlags);
            }
            catch (CheckpointException)
            {
            }

            flags.Values.ShouldBe(before);
        }
    }

    [Theory]
    [InlineData("""{"fc1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", 16, "lacks fc1.bias, which Flags has")]
    [InlineData("""{"__metadata__":{"network":"Line"},"fc1.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}""", 4, "It was saved from Line.")]
    [InlineData("""{"fc1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},"fc2.bias":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}}""", 28, "has fc2.bias, which Flags lacks")]
    [InlineData("""{"fc1.weight":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}""", 24, "has fc1.weight as [4]; in Flags it is [2, 2]")]
    [InlineData("""{"fc1.weight":{"dtype":"BF16","shape":[2,2],"data_offsets":[0,8]}}""", 8, "holds fc1.weight as BF16; only F32 is read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "lets b overlap a")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", 16, "leaves a gap before b")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "describes 8 bytes of data, and 12 follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}""", 12, "the shape [2] and 12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "these do not fit each other")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "at bytes 8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}""", 8, "at bytes 0 to 9223372036854775807 of 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "the shape of a that is not a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "the shape of a that is not a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "describes a without")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "names a twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "more than 8 numbers")]
    [InlineData("""{"a":[1,2]}""", 8, "has a as JSON StartArray where StartObject is expected")]
    [InlineData("""{"__metadata__":{"x":1}}""", 0, "the metadata x as JSON Number")]
    [InlineData("""[1,2]""", 0, "the header as JSON StartArray")]
    [InlineData("""{"a":""", 0, "not valid JSON")]
    [InlineData("", 0, "not valid JSON")]
    public void A_header_that_does_not_hold_says_what_is_wrong(string header, int data, string message)
    {
        CheckpointException error = RefusedWithoutChange([.. Prefix((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[data]]);
        error.Message.ShouldContain(message);
        error.Message.ShouldContain(PathOfFlags);
    }

    [Fact]
    public void An_absurd_header_length_is_refused_before_anything_is_allocated()
    {
        RefusedWithoutChange([.. Prefix(ulong.MaxValue), .. new byte[100]]).Message.ShouldContain("18446744073709551615 bytes");
        RefusedWithoutChange([.. Prefix(99_000_000), .. new byte[100]]).Message.ShouldContain("100 follow");
        RefusedWithoutChange([1, 2, 3]).Message.ShouldContain("3 bytes");
    }

    [Fact]
    public void Nesting_without_end_is_one_message()
    {
        string header = """{"a":{"x":""" + new string('[', 100_000);
        RefusedWithoutChange([.. Prefix((ulong)header.Length), .. Encoding.UTF8.GetBytes(header)]).Message.ShouldContain("not valid JSON");
    }

    [Fact]
    public void A_file_without_checksum_in_another_order_is_read()
    {
        // As PyTorch's safetensors writes: sorted by name, no checksum.
        const string header = """{"__metadata__":{"format":"pt"},"fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"fc1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[8,24]}}   """;
        var data = new byte[24];
        for (int i = 0; i < 6; i++) BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), i + 1);
        File.WriteAllBytes(PathOfFlags, [.. Prefix((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), .. data]);
        using var flags = Flags.Create(new NetworkOptions());
        flags.LoadWeights(PathOfFlags);
        flags.Values.ShouldBe([3f, 4, 5, 6, 1, 2]);
    }

    [Fact]
    public void A_place_that_cannot_be_written_or_read_is_named()
    {
        using var flags = Flags.Create(new NetworkOptions());
        string nowhere = folder.File("nowhere/flags.safetensors");
        Should.Throw<CheckpointException>(() => flags.Save(nowhere)).Message.ShouldBe($"{nowhere} cannot be written: there is no folder {folder.File("nowhere")}");
        Should.Throw<CheckpointException>(() => flags.Save(folder.Path)).Message.ShouldContain("it is a folder");
        Should.Throw<CheckpointException>(() => flags.LoadWeights(nowhere)).Message.ShouldStartWith($"{nowhere} cannot be read: ");
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_write_that_fails_halfway_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(PathOfFlags, "old");
        Should.Throw<IOException>(() => AtomicFile.Write(PathOfFlags, stream =>
        {
            stream.WriteByte(1);
            throw new IOException("disk full");
        }));
        File.ReadAllText(PathOfFlags).ShouldBe("old");
        Directory.GetFiles(folder.Path).ShouldBe([PathOfFlags]);
    }

    private static byte[] Prefix(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    private byte[] SavedBytes()
    {
        using var flags = Flags.Create(new NetworkOptions(Seed: 1));
        flags.Save(PathOfFlags);
        return File.ReadAllBytes(PathOfFlags);
    }

    private CheckpointException RefusedWithoutChange(byte[] bytes)
    {
        File.WriteAllBytes(PathOfFlags, bytes);
        using var flags = Flags.Create(new NetworkOptions(Seed: 5));
        float[] before = flags.Values;
        var error = Should.Throw<CheckpointException>(() => flags.LoadWeights(PathOfFlags));
        flags.Values.ShouldBe(before);
        return error;
    }
}

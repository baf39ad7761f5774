namespace NetArch.Runtime.Tests;

public sealed class MatFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Arrays_are_found_by_name_compressed_or_not()
    {
        byte[] image = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        byte[][] variables = [MatWriter.Bytes("X", [2, 3, 4], image), MatWriter.Doubles("y", [2, 1], 1.5, -2)];
        foreach (byte[][] written in new[] { variables, [.. variables.Select(MatWriter.Compressed)], [.. variables.Reverse()] })
        {
            IReadOnlyList<NumericArray> arrays = Read(MatWriter.File(written), "X", "y");
            arrays[0].Dimensions.ShouldBe([2, 3, 4]);
            arrays[0].ToBytes().ShouldBe(image);
            arrays[1].Dimensions.ShouldBe([2, 1]);
            (arrays[1].Count, arrays[1][0], arrays[1][1]).ShouldBe((2, 1.5, -2));
        }
    }

    [Fact]
    public void Numbers_are_read_as_they_are_stored_even_within_a_tag()
    {
        var stored = new Dictionary<StoredNumber, byte[]>
        {
            [StoredNumber.Int8] = [3, 0xFE],
            [StoredNumber.UInt8] = [3, 254],
            [StoredNumber.Int16] = [.. Numbers<short>([3, -2], BitConverter.GetBytes)],
            [StoredNumber.UInt16] = [.. Numbers<ushort>([3, 254], BitConverter.GetBytes)],
            [StoredNumber.Int32] = [.. Numbers<int>([3, -2], BitConverter.GetBytes)],
            [StoredNumber.UInt32] = [.. Numbers<uint>([3, 254], BitConverter.GetBytes)],
            [StoredNumber.Single] = [.. Numbers<float>([3, -2], BitConverter.GetBytes)],
            [StoredNumber.Double] = [.. Numbers<double>([3, -2], BitConverter.GetBytes)],
            [StoredNumber.Int64] = [.. Numbers<long>([3, -2], BitConverter.GetBytes)],
            [StoredNumber.UInt64] = [.. Numbers<ulong>([3, 254], BitConverter.GetBytes)],
        };
        stored.Keys.ShouldBe(Enum.GetValues<StoredNumber>(), ignoreOrder: true);
        foreach ((StoredNumber type, byte[] data) in stored)
        {
            NumericArray array = Read(MatWriter.File(MatWriter.Array("values", MatWriter.Double, [1, 2], type, data)), "values")[0];
            (array.Count, array[0]).ShouldBe((2, 3), type.ToString());
            array[1].ShouldBe(type.ToString().StartsWith('U') ? 254 : -2, type.ToString());
        }
    }

    [Fact]
    public void Whole_numbers_become_bytes_and_others_are_refused()
    {
        NumericArray whole = Read(MatWriter.File(MatWriter.Doubles("y", [1, 2], 0, 255)), "y")[0];
        whole.ToBytes().ShouldBe([0, 255]);
        foreach (double bad in new[] { 0.5, -1, 256, double.NaN })
        {
            NumericArray array = Read(MatWriter.File(MatWriter.Doubles("y", [1, 2], 0, bad)), "y")[0];
            Should.Throw<FormatException>(array.ToBytes).Message.ShouldStartWith("value 1 of y is ");
        }
    }

    [Fact]
    public void Other_variables_are_passed_over_whatever_they_are()
    {
        byte[] cell = MatWriter.Array("c", 1, [1, 1], (StoredNumber)14, []), newer = MatWriter.Element(14, [.. MatWriter.Element(6, [17, 0, 0, 0, 0, 0, 0, 0]), 9, 9]);
        Read(MatWriter.File(cell, newer, MatWriter.Compressed(cell), MatWriter.Doubles("y", [1, 1], 7)), "y")[0][0].ShouldBe(7);
    }

    [Theory]
    [InlineData(1, "X is a cell array; it must be an array of numbers")]
    [InlineData(2, "X is a structure; it must be an array of numbers")]
    [InlineData(4, "X is text; it must be an array of numbers")]
    [InlineData(5, "X is a sparse array; it must be an array of numbers")]
    [InlineData(6 | 0x0800, "X is an array of complex numbers; they must be real")]
    public void Arrays_of_anything_but_real_numbers_are_refused(uint kind, string message) =>
        Refusal(MatWriter.File(MatWriter.Array("X", kind, [1, 1], StoredNumber.UInt8, [1]))).ShouldContain(message);

    [Fact]
    public void Other_formats_are_named()
    {
        byte[] x = MatWriter.Bytes("X", [1, 1], [1]);
        Refusal([.. MatWriter.Header("MATLAB 7.3 MAT-file", 0x0200), .. x]).ShouldContain("it is a MATLAB 7.3 file (HDF5); save it with -v7");
        Refusal([0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[600]]).ShouldContain("MATLAB 7.3");
        Refusal([0, 0, 0, 0, 1, 0, 0, 0]).ShouldContain("MATLAB 4 files must be saved anew");
        Refusal([.. MatWriter.Header(version: 1, order: "MI"), .. x]).ShouldContain("only files written by little-endian machines");
        Refusal([.. MatWriter.Header(order: "??"), .. x]).ShouldContain("it is no MATLAB 5 file");
        Refusal("label,pixel"u8.ToArray()).ShouldContain("it has 11 bytes; a MATLAB 5 file begins with 128");
        Refusal([]).ShouldContain("it has 0 bytes");
        Refusal(MatWriter.File(MatWriter.Bytes("Y", [1, 1], [1]))).ShouldEndWith("cannot be used: it has no array X.");
        Should.Throw<DatasetException>(() => MatFile.Read(folder.File("none.mat"), "X")).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void Claims_that_cannot_be_true_are_refused_before_memory_is_taken()
    {
        byte[] sound = MatWriter.Bytes("X", [4, 4], new byte[16]);
        Refusal(MatWriter.File(Changed(sound, 4, 0x7FFFFFFF))).ShouldContain("a variable claims 2147483647 bytes");
        Refusal(MatWriter.File(MatWriter.Compressed(Changed(sound, 4, 0x7FFFFFF0)))).ShouldContain("that cannot be true");
        Refusal(MatWriter.File(MatWriter.Bytes("X", [100_000, 100_000, 100_000], new byte[16]))).ShouldContain("X is 100000x100000x100000, and holds 16 bytes of UInt8");
        Refusal(MatWriter.File(MatWriter.Bytes("X", [-1, 4], new byte[16]))).ShouldContain("dimension 1 of X is -1");
        int numbers = sound.Length - 16 - 8;
        Refusal(MatWriter.File(Changed(sound, numbers + 4, 0x70000000))).ShouldContain("a variable's numbers reach beyond its end");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(MatWriter.File(MatWriter.Compressed(Changed(sound, numbers + 4, 0x70000000))));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void A_file_cut_anywhere_or_with_any_byte_changed_is_read_or_refused_and_nothing_else()
    {
        byte[] y = MatWriter.Doubles("y", [3, 1], 1, 2, 3), x = MatWriter.Bytes("X", [2, 2], [1, 2, 3, 4]);
        foreach (byte[] file in new[] { MatWriter.File(x, y), MatWriter.File(MatWriter.Compressed(x), MatWriter.Compressed(y)) })
        {
            for (int length = 0; length < file.Length; length++) Refusal(file[..length]);
            for (int place = 0; place < file.Length; place++)
            {
                foreach (int bit in new[] { 0, 3, 7 })
                {
                    byte[] changed = [.. file];
                    changed[place] ^= (byte)(1 << bit);
                    TryRead(changed);
                }
            }
        }
    }

    private static IEnumerable<byte> Numbers<TNumber>(TNumber[] values, Func<TNumber, byte[]> bytes) => values.SelectMany(bytes);

    private static byte[] Changed(byte[] variable, int place, uint value) => [.. variable[..place], .. MatWriter.Word(value), .. variable[(place + 4)..]];

    private IReadOnlyList<NumericArray> Read(byte[] content, params string[] names)
    {
        File.WriteAllBytes(folder.File("data.mat"), content);
        return MatFile.Read(folder.File("data.mat"), names);
    }

    private void TryRead(byte[] content)
    {
        try
        {
            Read(content, "X", "y");
        }
        catch (DatasetException refused)
        {
            refused.Message.ShouldContain("data.mat");
        }
    }

    private string Refusal(byte[] content) => Should.Throw<DatasetException>(() => Read(content, "X", "y")).Message;
}

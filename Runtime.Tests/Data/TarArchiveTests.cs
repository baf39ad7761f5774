using System.Formats.Tar;
using System.IO.Compression;

namespace NetArch.Runtime.Tests;

public sealed class TarArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Archive => folder.File("data.tar.gz");

    [Fact]
    public void Named_files_are_unpacked_wherever_they_lie_and_nothing_else_is()
    {
        Pack(("batches/", null), ("batches/one.bin", [1, 2]), ("batches/readme.html", [9]), ("../../two.bin", [3]));
        TarArchive.Unpack(Archive, folder.Path, ["one.bin", "two.bin"], report: null);
        File.ReadAllBytes(folder.File("one.bin")).ShouldBe([1, 2]);
        File.ReadAllBytes(folder.File("two.bin")).ShouldBe([3]);
        Directory.GetFileSystemEntries(folder.Path).Length.ShouldBe(3);
    }

    [Fact]
    public void What_is_missing_or_damaged_is_named()
    {
        Pack(("one.bin", [1, 2]));
        Refusal().ShouldContain("it has no two.bin");
        File.WriteAllBytes(Archive, File.ReadAllBytes(Archive)[..30]);
        Refusal().ShouldContain("cannot be unpacked");
        File.WriteAllBytes(Archive, [1, 2, 3]);
        Refusal().ShouldContain("cannot be unpacked");
    }

    private string Refusal() => Should.Throw<DatasetException>(() => TarArchive.Unpack(Archive, folder.Path, ["one.bin", "two.bin"], report: null)).Message;

    private void Pack(params (string Name, byte[]? Content)[] entries)
    {
        using var packed = new GZipStream(File.Create(Archive), CompressionLevel.Optimal);
        using var archive = new TarWriter(packed);
        foreach ((string name, byte[]? content) in entries)
        {
            var entry = new UstarTarEntry(content is null ? TarEntryType.Directory : TarEntryType.RegularFile, name);
            if (content is not null) entry.DataStream = new MemoryStream(content);
            archive.WriteEntry(entry);
        }
    }
}

using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;

namespace NetArch.Runtime.Tests;

public sealed class FileDownloadTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3, 4, 5];
    private static readonly DownloadedFile Wanted = new("numbers.gz", Convert.ToHexStringLower(SHA256.HashData(Content)));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_mirror_with_the_whole_file_serves_it()
    {
        var server = new Server { ["https://a/numbers.gz"] = Pack([1, 2, 3]), ["https://b/numbers.gz"] = [9, 9], ["https://d/numbers.gz"] = Pack(Content) };
        string place = await Fetch(server, "https://a/", "https://b/", "https://c/", "https://d/");
        File.ReadAllBytes(Path.Combine(place, "numbers.gz")).ShouldBe(Pack(Content));
        Directory.GetFiles(place).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_good_mirror_the_message_names_each_and_nothing_is_written()
    {
        var server = new Server { ["https://a/numbers.gz"] = Pack([1, 2, 3]) };
        var error = await Should.ThrowAsync<DatasetException>(() => Fetch(server, "https://a/", "https://b/"));
        error.Message.ShouldStartWith("numbers.gz could not be downloaded. https://a/numbers.gz: the SHA-256 of its content is ");
        error.Message.ShouldContain("https://b/numbers.gz: ");
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_fetched_again()
    {
        Directory.CreateDirectory(folder.File("cache"));
        File.WriteAllBytes(Path.Combine(folder.File("cache"), "numbers.gz"), [7]);
        string place = await Fetch([], "https://a/");
        File.ReadAllBytes(Path.Combine(place, "numbers.gz")).ShouldBe([7]);
    }

    [Fact]
    public async Task A_file_that_is_checked_as_it_is_may_be_anything_but_too_long()
    {
        var server = new Server { ["https://a/numbers.gz"] = Content };
        DownloadedFile wanted = Wanted with { Checked = ChecksumOf.File, Longest = Content.Length };
        string place = await new FileDownload(["https://a/"], server).FetchAsync([wanted], folder.File("cache"), report: null, CancellationToken.None);
        File.ReadAllBytes(Path.Combine(place, "numbers.gz")).ShouldBe(Content);
        var error = await Should.ThrowAsync<DatasetException>(() => new FileDownload(["https://a/"], server)
            .FetchAsync([wanted with { Longest = Content.Length - 1 }], folder.File("other"), report: null, CancellationToken.None));
        error.Message.ShouldContain("https://a/numbers.gz: it is longer than 4 bytes");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllBytes(folder.File("cache"), []);
        var error = await Should.ThrowAsync<DatasetException>(() => Fetch(new Server { ["https://a/numbers.gz"] = Pack(Content) }, "https://a/"));
        error.Message.ShouldContain("numbers.gz cannot be written");
    }

    [Fact]
    public void The_cache_folder_is_the_users_own() =>
        new[] { MnistDownload.Folder, Cifar10Download.Folder, SvhnDownload.Folder }.Select(Path.GetFileName).ShouldBe(["mnist", "cifar10", "svhn"]);

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal)) stream.Write(bytes);
        return packed.ToArray();
    }

    private Task<string> Fetch(Server server, params string[] mirrors) =>
        new FileDownload(mirrors, server).FetchAsync([Wanted], folder.File("cache"), report: null, CancellationToken.None);

    /// <summary>The web, as far as these tests know it.</summary>
    private sealed class Server : HttpMessageHandler, System.Collections.IEnumerable
    {
        private readonly Dictionary<string, byte[]> files = [];

        public byte[] this[string address]
        {
            set => files[address] = value;
        }

        public void Add(string address, byte[] content) => files.Add(address, content);

        public System.Collections.IEnumerator GetEnumerator() => files.GetEnumerator();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(files.TryGetValue(request.RequestUri!.ToString(), out byte[]? content)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}

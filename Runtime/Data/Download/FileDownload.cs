using System.Globalization;
using System.Net;

namespace NetArch;

/// <summary>Fetches files from the first mirror that has them whole.</summary>
internal sealed class FileDownload(IReadOnlyList<string> mirrors, HttpMessageHandler handler)
{
    private const int BufferSize = 1 << 16;
    private const long ReportedStep = 32 << 20;

    /// <summary>How long a server may say nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="DatasetException">No mirror gave a file, or it cannot be written; what is there already stays.</exception>
    public async Task<string> FetchAsync(
        IReadOnlyList<DownloadedFile> files, string folder, Action<string>? report, CancellationToken cancellation)
    {
        using var client = new HttpClient(handler) { Timeout = Patience };
        foreach (DownloadedFile file in files)
        {
            string path = Path.Combine(folder, file.Name);
            if (File.Exists(path)) report?.Invoke($"{file.Name} is there already");
            else await FetchAsync(client, file, path, report, cancellation).ConfigureAwait(false);
        }

        return folder;
    }

    private async Task FetchAsync(HttpClient client, DownloadedFile file, string path, Action<string>? report, CancellationToken cancellation)
    {
        var failures = new List<string>();
        foreach (string mirror in mirrors)
        {
            string address = mirror + file.Name;
            report?.Invoke(address);
            try
            {
                using var partial = new PartialFile(path);
                await CopyAsync(client, address, file.Longest, partial, report, cancellation).ConfigureAwait(false);
                string found = partial.Checksum(file);
                if (found == file.Checksum)
                {
                    partial.Keep();
                    return;
                }

                failures.Add($"{address}: the SHA-256 of {(file.Checked == ChecksumOf.Content ? "its content" : "the file")} is {found}, not {file.Checksum}");
            }
            catch (Exception error) when (error is HttpRequestException or InvalidDataException or IOException
                || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                failures.Add($"{address}: {(error is OperationCanceledException ? "the server does not answer" : error.Message)}");
            }
        }

        throw new DatasetException($"{file.Name} could not be downloaded. {string.Join("; ", failures)}");
    }

    private static async Task CopyAsync(
        HttpClient client, string address, long longest, PartialFile partial, Action<string>? report, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Patience);
        using HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"the server answers {(int)response.StatusCode} {response.ReasonPhrase}");
        using Stream content = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        long? length = response.Content.Headers.ContentLength;
        var buffer = new byte[BufferSize];
        long copied = 0;
        for (int read; (read = await content.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0;)
        {
            silence.CancelAfter(Patience);
            if (copied / ReportedStep < (copied + read) / ReportedStep) report?.Invoke(Progress(copied + read, length));
            copied += read;
            if (copied > longest) throw new InvalidDataException($"it is longer than {longest} bytes");
            partial.Write(buffer.AsSpan(0, read));
        }

        if (length is { } expected && copied < expected) throw new InvalidDataException($"it ended after {copied} of {expected} bytes");
    }

    private static string Progress(long copied, long? length) => string.Create(
        CultureInfo.InvariantCulture, $"  {copied >> 20} MiB{(length is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all >> 20}") : "")}");
}

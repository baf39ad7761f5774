namespace NetArch;

/// <param name="Name">On every mirror, and in the folder.</param>
/// <param name="Checksum">A SHA-256, in hexadecimal.</param>
/// <param name="Checked">What it is the checksum of.</param>
/// <param name="Longest">Bytes that the file has at most.</param>
internal sealed record DownloadedFile(string Name, string Checksum, ChecksumOf Checked = ChecksumOf.Content, long Longest = 64 << 20);

internal enum ChecksumOf
{
    /// <summary>What a gzip file unpacks to; mirrors may pack it differently.</summary>
    Content,

    /// <summary>The file as it is.</summary>
    File,
}

namespace NetArch.Generator.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("netarch-snapshots-").FullName;

    [Fact]
    public async Task A_text_that_nobody_approved_is_refused_and_kept_for_approval()
    {
        (await Should.ThrowAsync<SnapshotException>(() => Compare("a\n"))).Message.ShouldContain("does not exist");
        File.ReadAllText(Received).ShouldBe("a");
    }

    [Fact]
    public async Task An_approved_text_passes_whatever_its_line_ends_and_leaves_nothing_behind()
    {
        await Should.ThrowAsync<SnapshotException>(() => Compare("a\nb\n"));
        File.WriteAllText(Verified, "a\r\nb");
        await Compare("a\nb\n");
        File.Exists(Received).ShouldBeFalse();
    }

    [Fact]
    public async Task A_text_that_changed_is_refused_with_its_first_difference()
    {
        File.WriteAllText(Verified, "a\nb\nc");
        string message = (await Should.ThrowAsync<SnapshotException>(() => Compare("a\nB\nc"))).Message;
        message.ShouldContain("Line 2 was\nb\nand is\nB");
        File.ReadAllText(Received).ShouldBe("a\nB\nc");
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string Verified => Path.Combine(directory, "Some.Case.verified.cs");

    private string Received => Path.Combine(directory, "Some.Case.received.cs");

    private Task Compare(string text)
    {
        string source = Path.Combine(directory, "Some.cs");
        File.WriteAllText(source, "");
        return Verify(text, "cs", source, "Case");
    }
}

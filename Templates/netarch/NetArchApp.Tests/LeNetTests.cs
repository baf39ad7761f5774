using NetArch.Testing;
using Xunit;

namespace NetArchApp.Tests;

public class LeNetTests
{
    // Layers, shapes and counts, word for word. Where a change is meant, the text in the failure is the new LeNet.verified.txt.
    [Fact]
    public void Its_summary_is_the_verified_one()
    {
        CompilerOutput output = ArchCompiler.CompileFile(Path.Combine(AppContext.BaseDirectory, "LeNet.net.arch"));

        Assert.Empty(output.Findings);
        string verified = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "LeNet.verified.txt")).ReplaceLineEndings("\n").TrimEnd();
        Assert.True(verified == output.Network.Summary, $"The summary is now:\n{output.Network.Summary}");
    }
}

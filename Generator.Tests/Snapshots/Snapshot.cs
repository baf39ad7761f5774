using System.Runtime.CompilerServices;
using System.Text;

namespace NetArch.Generator.Tests.Snapshots;

/// <summary>Compares a text with the file that a person approved, by the conventions of Verify, for feeds that lack it.</summary>
/// <remarks><c>Class.Method.verified.cs</c> lies beside the test. Where it differs, <c>Class.Method.received.cs</c> is written
/// beside it: to approve, rename that one. With <c>-p:Verify=true</c> Verify.Xunit's own <c>Verify</c> takes the place of this.</remarks>
public static class Snapshot
{
    public static Task Verify(
        string target, string extension, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string name = Path.Combine(
            Path.GetDirectoryName(TestSources.Locate(sourceFile))!, Path.GetFileNameWithoutExtension(sourceFile) + "." + method);
        string verified = name + ".verified." + extension, received = name + ".received." + extension;
        string actual = Normalised(target);
        string? expected = File.Exists(verified) ? Normalised(File.ReadAllText(verified)) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return Task.CompletedTask;
        }

        File.WriteAllText(received, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        throw new SnapshotException(expected is null
            ? $"{verified} does not exist; if {received} is right, rename it."
            : $"{Difference(expected, actual)}\nin {verified}; if {received} is right, let it take that one's place.");
    }

    private static string Normalised(string text) => text.Replace("\r\n", "\n").TrimEnd('\n');

    private static string Difference(string expected, string actual)
    {
        string[] was = expected.Split('\n'), now = actual.Split('\n');
        int line = 0;
        while (line < was.Length && line < now.Length && was[line] == now[line]) line++;
        string At(string[] lines) => line < lines.Length ? lines[line] : "(the end)";
        return $"Line {line + 1} was\n{At(was)}\nand is\n{At(now)}";
    }
}

public sealed class SnapshotException(string message) : Exception(message);

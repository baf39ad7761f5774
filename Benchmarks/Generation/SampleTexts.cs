using System.Reflection;
using System.Text.RegularExpressions;

namespace NetArch.Benchmarks.Generation;

/// <summary>The networks of the samples, one at a time: a file of several is cut down to the one in question and the blocks.</summary>
internal static partial class SampleTexts
{
    private static readonly string Folder = typeof(SampleTexts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Networks").Value!;

    private static readonly string[] Files = [.. Directory.GetFiles(Folder, "*.net.arch").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>Every network's name, file by file.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Files.SelectMany(text => Network().Matches(text)).Select(match => match.Groups["name"].Value)];

    /// <summary>The text of one network, with the blocks of its own file before it.</summary>
    public static string Of(string name)
    {
        string file = Files.Single(text => Network().Matches(text).Any(match => match.Groups["name"].Value == name));
        return Network().Replace(file, match => match.Groups["name"].Value == name ? match.Value : "");
    }

    /// <summary>Blocks that stand in a file of their own.</summary>
    public static string SharedBlocks => string.Join('\n', Files.Where(text => !Network().IsMatch(text)));

    /// <summary>The names of the blocks that a text defines.</summary>
    public static IEnumerable<string> BlocksOf(string text) => Block().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^block (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Block();

    // As all samples are written: a network ends with a brace at the beginning of a line.
    [GeneratedRegex(@"^network (?<name>\w+) \{.*?^\}\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Network();
}

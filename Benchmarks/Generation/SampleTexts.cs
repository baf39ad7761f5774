using System.Reflection;
using System.Text.RegularExpressions;

namespace NetArch.Benchmarks.Generation;

/// <summary>The networks of the samples, one at a time, and their blocks together.</summary>
internal static partial class SampleTexts
{
    private static readonly string Folder = typeof(SampleTexts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Networks").Value!;

    private static readonly string Everything =
        string.Join('\n', Directory.GetFiles(Folder, "*.net.arch").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static readonly IReadOnlyDictionary<string, string> Texts =
        Network().Matches(Everything).ToDictionary(match => match.Groups["name"].Value, match => match.Value);

    /// <summary>Every block of every file.</summary>
    public static string Blocks { get; } = Network().Replace(Everything, "");

    /// <summary>Every network's name, file by file.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Texts.Keys];

    public static string Of(string name) => Texts[name];

    // As all samples are written: a network ends with a brace at the beginning of a line.
    [GeneratedRegex(@"^network (?<name>\w+) \{.*?^\}\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Network();
}

using System.Globalization;

namespace NetArch.Generator.Tests.Generation;

/// <summary>The same text gives the same bytes, wherever and in whatever order.</summary>
public class DeterminismTests
{
    private static (string, string?)[] Files =>
        [("LeNet.net.arch", TestSources.Sample("LeNet")), ("DigitsMlp.net.arch", TestSources.Sample("DigitsMlp"))];

    [Fact]
    public void Generated_code_is_the_same_on_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        Dictionary<string, string> invariant = Generated(Files);
        try
        {
            // Turkish has a comma in its decimals and an i that is not ours.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Generated(Files).ShouldBe(invariant);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Generated_code_is_the_same_for_both_line_ends()
    {
        (string, string?)[] windows = [.. Files.Select(file => (file.Item1, (string?)file.Item2!.Replace("\n", "\r\n")))];
        Dictionary<string, string> generated = Generated(windows);
        generated.ShouldBe(Generated(Files));
        generated.Values.ShouldAllBe(text => !text.Contains('\r') && text.EndsWith('\n'));
    }

    [Fact]
    public void Generated_code_does_not_depend_on_the_order_of_the_files() => Generated([.. Files.Reverse()]).ShouldBe(Generated(Files));

    private static Dictionary<string, string> Generated((string, string?)[] files) =>
        GeneratorRun.Of(files).Result.GeneratedSources
            .OrderBy(source => source.HintName, StringComparer.Ordinal)
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString());
}

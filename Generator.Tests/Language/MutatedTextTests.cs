using NetArch.Dsl;
using Xunit.Abstractions;

namespace NetArch.Generator.Tests.Language;

/// <summary>Good networks with a few characters changed: whatever comes out, it comes out as findings.</summary>
public sealed class MutatedTextTests(ITestOutputHelper output)
{
    private const int Seed = 20_150_301;

    private static readonly string[] Pieces =
        ["{", "}", "(", ")", "\n", ";", "#", ":", "->", "-", "/", "*", "x", "?", "0", "9_999_999", "conv ", "block ", "network ", "residual {", "shortcut ", "repeat ", "fc ", "1e9", "é", "\0"];

    public static TheoryData<string> Networks => new(CaseFile.Names("Networks"));

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_mutated_network_never_throws_and_its_spans_stay_in_the_text(string name)
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        string original = CaseFile.Read("Networks", name).Text;
        for (int round = 0; round < 60; round++)
        {
            string text = Mutate(original, random);
            Exception? failure = Record.Exception(() => Check(name, text));
            failure.ShouldBeNull($"round {round} of {name}:\n{text}");
        }
    }

    private static void Check(string name, string text)
    {
        CheckedFile result = ArchCompilation.Compile(name, text);
        foreach (ArchDiagnostic diagnostic in result.Diagnostics)
        {
            diagnostic.Span.Start.ShouldBeGreaterThanOrEqualTo(0);
            diagnostic.Span.End.ShouldBeLessThanOrEqualTo(text.Length);
            diagnostic.Message.ShouldNotContain("{0}");
        }
    }

    internal static string Mutate(string text, Random random)
    {
        for (int change = random.Next(1, 6); change > 0; change--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(0, random.Next(2) == 0 ? 3 : 60), text.Length - at);
            string piece = random.Next(3) == 0 ? string.Empty : Pieces[random.Next(Pieces.Length)];
            text = string.Concat(text.AsSpan(0, at), piece, text.AsSpan(at + length));
        }

        return text;
    }
}

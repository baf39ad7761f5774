using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl;
using NetArch.Dsl.Formatting;
using NetArch.Generator.Tests.Execution;
using NetArch.Generator.Tests.Language;
using Xunit.Abstractions;

namespace NetArch.Generator.Tests.Formatting;

/// <summary>Whatever the text: formatted twice it is as formatted once, it says the same, and no comment is lost.</summary>
public sealed class FormatterPropertyTests(ITestOutputHelper output)
{
    private const int Seed = 20_151_210;

    public static TheoryData<string> Files => new(ArchFiles.Paths);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_the_repository_keeps_its_meaning(string path) => Holds(ArchFiles.Read(path));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_crowded_into_few_blanks_or_blown_up_by_many_comes_to_one_layout(string path)
    {
        string text = ArchFiles.Read(path).ReplaceLineEndings("\n");
        string blown = string.Join('\n', text.Split('\n').Select(line => line.Contains('#', StringComparison.Ordinal) || line.Trim().Length == 0
            ? line
            : "\t" + line.Replace(",", " , ", StringComparison.Ordinal).Replace("->", "    ->", StringComparison.Ordinal).Replace(" params", "     params", StringComparison.Ordinal) + "  "));
        if (ArchFormatter.Format(path, text).IsRefused || !Readable(text)) return;
        ArchFormatter.Format(path, blown).Text.ShouldBe(ArchFormatter.Format(path, text).Text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_formatted_file_has_the_checked_networks_that_it_had(string path)
    {
        string text = ArchFiles.Read(path), formatted = ArchFormatter.Format(path, text).Text;
        CheckedFile before = ArchCompilation.Compile(path, text), after = ArchCompilation.Compile(path, formatted);
        after.Networks.Select(network => network.Network).ShouldBe(before.Networks.Select(network => network.Network));
        after.Diagnostics.Select(found => found.Definition.Id).ShouldBe(before.Diagnostics.Select(found => found.Definition.Id));
    }

    [Fact]
    public void The_samples_are_in_the_canonical_layout()
    {
        foreach (string path in ArchFiles.Paths.Where(path => path.StartsWith("Samples/", StringComparison.Ordinal)))
        {
            ArchFormatter.Format(path, ArchFiles.Read(path)).Text.ShouldBe(ArchFiles.Read(path), path);
        }
    }

    [Fact]
    public void Random_networks_keep_their_meaning()
    {
        output.WriteLine($"seed {Seed}");
        foreach (string statements in RandomText.Network.Sample(200, new Rnd(Seed), 10))
        {
            string text = $"{Statements.Blocks}\nnetwork Net {{ {statements} }}\n";
            Holds(text);
            ArchFormatter.Format("Net.net.arch", text).IsRefused.ShouldBeFalse();
            ArchCompilation.Compile("a", ArchFormatter.Format("a", text).Text).Networks.Single().Network
                .ShouldBe(ArchCompilation.Compile("a", text).Networks.Single().Network);
        }
    }

    [Fact]
    public void Mutated_files_keep_their_meaning()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        foreach (string path in ArchFiles.Paths)
        {
            for (int round = 0; round < 20; round++) Holds(MutatedTextTests.Mutate(ArchFiles.Read(path), random));
        }
    }

    [Fact]
    public void Extreme_texts_are_formatted_or_refused()
    {
        foreach ((string name, Func<string> make) in ExtremeTexts.ByName)
        {
            string text = make();
            FormattedText formatted = ArchFormatter.Format(name, text);
            if (formatted.IsRefused) formatted.Text.ShouldBeSameAs(text, name);
            formatted.Obstacles.Select(found => found.Definition.Id).ShouldNotContain("ARCH5002", name);
        }
    }

    private static bool Readable(string text) => ArchCompilation.Parse("a", text).Diagnostics.Count == 0;

    private static void Holds(string text)
    {
        FormattedText formatted = ArchFormatter.Format("Any.net.arch", text);
        formatted.Obstacles.Select(found => found.Definition.Id).ShouldNotContain("ARCH5002", text);
        if (formatted.IsRefused)
        {
            formatted.Text.ShouldBe(text);
            return;
        }

        FormattedText again = ArchFormatter.Format("Any.net.arch", formatted.Text);
        again.Text.ShouldBe(formatted.Text, text);
        WrittenTree.Of(formatted.Text).ShouldBe(WrittenTree.Of(text));
        Comments(formatted.Text).ShouldBe(Comments(text));
    }

    private static IEnumerable<string> Comments(string text) => text.Split('\n', '\r', '\u0085', '\u2028', '\u2029')
        .Where(line => line.Contains('#', StringComparison.Ordinal))
        .Select(line => line[line.IndexOf('#', StringComparison.Ordinal)..].TrimEnd());
}

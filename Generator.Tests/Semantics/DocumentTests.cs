using NetArch.Dsl;
using NetArch.Dsl.Semantics;
using NetArch.Generator.Tests.Formatting;

namespace NetArch.Generator.Tests.Semantics;

/// <summary>What an editor asks about a whole file.</summary>
public sealed class DocumentTests
{
    private const string Text =
        """
        # A network,
        # small.
        block B(n) {
            fc n
            relu
        }

        network N {
            input 1x8x8
            C: conv 4 3x3   -> 4x6x6   # claimed
            residual {
                conv 4 1x1; relu
            } shortcut pad
            B(3); B(4)
            repeat 2 { fc 3 }
        }
        """;

    [Fact]
    public void Lines_without_a_claimed_shape_show_it_behind_their_last_statement()
    {
        SemanticModel model = Model(Text);
        model.InlayHints().Select(hint => (hint.Place.StartLine + 1, hint.Place.StartColumn, hint.Text)).ShouldBe(
        [
            (4, 8, "-> 3, ..."), (5, 8, "-> 3, ..."), (12, 24, "-> 4x6x6"), (13, 18, "-> 4x6x6"), (14, 14, "-> 4"), (15, 19, "-> 3"),
        ]);
        model.InlayHints()[0].Tooltip.ShouldBe("B1.fc1 of N, the first of 2");
    }

    [Fact]
    public void The_outline_has_definitions_with_what_stands_in_them()
    {
        OutlineItem[] outline = [.. Model(Text).Outline()];
        outline.Select(item => (item.Kind, item.Name, item.Detail)).ShouldBe([(SymbolKind.Block, "B", "(n)"), (SymbolKind.Network, "N", "")]);
        outline[1].Children.Select(item => $"{item.Name}: {item.Detail}").ShouldBe(["C: conv 4x6x6", "residual: 4x6x6", "B: 3", "B: 4", "repeat: "]);
        outline[1].Children[1].Children.Select(item => item.Name).ShouldBe(["conv", "relu"]);
        Text.Substring(outline[1].NameSpan.Start, outline[1].NameSpan.Length).ShouldBe("N");
        Text[outline[1].Span.End - 1].ShouldBe('}');
    }

    [Fact]
    public void Bodies_and_comments_of_several_lines_can_be_folded() => Model(Text).Foldings().ShouldBe(
    [
        new FoldingRange(0, 1, true), new FoldingRange(2, 5, false), new FoldingRange(7, 15, false), new FoldingRange(10, 12, false),
    ]);

    [Fact]
    public void Every_word_has_its_kind()
    {
        string text = "block B(n) { L: conv n (n)x(n) stride 2 -> 4x3x3 params 5 } # end\nnetwork N { B(4); cnov 3 floor }";
        IEnumerable<string> shown = Model(text).Tokens().Select(token => $"{text.Substring(token.Span.Start, token.Span.Length)}:{token.Kind}");
        shown.ShouldBe(
        [
            "block:Keyword", "B:Block", "n:Parameter", "L:Label", "conv:Layer", "n:Parameter", "n:Parameter", "n:Parameter", "stride:Option", "2:Number",
            "4x3x3:Number", "params:Claim", "5:Number", "# end:Comment", "network:Keyword", "N:Network", "B:Block", "4:Number", "3:Number", "floor:Option",
        ]);
    }

    [Fact]
    public void Lines_and_columns_become_offsets()
    {
        ProjectFile file = ArchProject.Check([("a", "ab\r\ncd\n\nx")]).Files[0];
        new[] { (0, 0), (0, 9), (1, 1), (2, 5), (3, 1), (9, 0), (-1, 3), (1, -2) }.Select(place => file.OffsetOf(place.Item1, place.Item2))
            .ShouldBe([0, 2, 5, 7, 9, 9, 0, 4]);
    }

    [Fact]
    public void A_changed_file_leaves_the_others_as_they_are_unless_it_changes_a_block()
    {
        ArchProject before = ArchProject.Check([("a", "network A { input 4; B(3) }"), ("b", "block B(n) { fc n }\nnetwork X { input 4; fc 3 }")]);
        ArchProject after = before.With("b", "block B(n) { fc n }\nnetwork X { input 4; fc 3 params 4 }");
        after.Find("a")!.Checked.ShouldBeSameAs(before.Find("a")!.Checked);
        after.DiagnosticsOf("b").ShouldHaveSingleItem();
        ArchProject changed = after.With("b", "block B(m) { fc m }");
        changed.Diagnostics.ShouldBeEmpty();
        changed.Without("b").Diagnostics.ShouldHaveSingleItem().Definition.Id.ShouldBe("ARCH1002");
        changed.With("b", "block B(m) { fc m }").ShouldBeSameAs(changed);
    }

    public static TheoryData<string> Files => new(ArchFiles.Paths);

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_asked_anywhere_in_a_file_throws_and_all_spans_lie_in_it(string path)
    {
        string text = ArchFiles.Read(path);
        ArchProject project = ArchProject.Check([(path, text)]);
        SemanticModel model = SemanticModel.Of(project, path);
        foreach (SourceSpan span in model.Tokens().Select(token => token.Span).Concat(model.InlayHints().Select(hint => hint.Place)).Concat(model.Symbols.Select(symbol => symbol.Span)))
        {
            span.Start.ShouldBeGreaterThanOrEqualTo(0);
            span.End.ShouldBeLessThanOrEqualTo(text.Length);
        }

        foreach (Symbol symbol in model.Symbols) text.Substring(symbol.Span.Start, symbol.Span.Length).ShouldBe(symbol.Name);
        var random = new Random(20_251_128);
        for (int round = 0; round < 25; round++)
        {
            int offset = random.Next(text.Length + 1);
            model.HoverAt(offset);
            model.CompletionsAt(offset);
            model.ReferencesAt(offset);
            model.RenameAt(offset, "Renamed");
        }

        model.Outline();
        model.Foldings();
    }

    private static SemanticModel Model(string text) => SemanticModel.Of(ArchProject.Check([("a", text.ReplaceLineEndings("\n"))]), "a");
}

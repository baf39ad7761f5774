using NetArch.Dsl.Formatting;

namespace NetArch.Generator.Tests.Formatting;

/// <summary>The canonical layout, rule by rule.</summary>
public sealed class FormatterTests
{
    [Fact]
    public void Statements_are_set_in_by_four_and_words_are_one_blank_apart() => Formatted(
        "network  A{\n input   1x8x8 ;conv 6 3x3   stride 2 pad(1)floor\n\tfc 10-1\n}",
        """
        network A {
            input 1x8x8
            conv 6 3x3 stride 2 pad (1) floor
            fc 10 - 1
        }
        """);

    [Fact]
    public void Labels_stand_out_where_all_but_the_layers_that_follow_one_have_them() => Formatted(
        "network A {\ninput 4\nF1: fc 3\ntanh\nF2: fc 3\nsoftmax\n}",
        """
        network A {
            input 4
            F1: fc 3
                tanh
            F2: fc 3
                softmax
        }
        """);

    [Fact]
    public void One_layer_without_a_label_leaves_all_at_one_indentation() => Formatted(
        "network A {\ninput 4\nF1: fc 3\n        tanh\n fc 3\nsoftmax\n}",
        """
        network A {
            input 4
            F1: fc 3
            tanh
            fc 3
            softmax
        }
        """);

    [Fact]
    public void Claims_stand_in_columns_from_one_empty_line_to_the_next() => Formatted(
        """
        network A {
            input 1x32x32
            conv 6 5x5 nobias -> 6x28x28 weights 150
            relu
            batchnorm params 24
            residual {
                conv 6 3x3 pad 1 -> 6x28x28
            } shortcut pad -> 6x28x28 params 3 macs 4
            fc 10 -> 10 weights 47_040 biases 10

            fc 9 -> 9 params <= 1k
        }
        """,
        """
        network A {
            input 1x32x32
            conv 6 5x5 nobias           -> 6x28x28   weights 150
            relu
            batchnorm                                params 24
            residual {
                conv 6 3x3 pad 1        -> 6x28x28
            } shortcut pad              -> 6x28x28   params 3        macs 4
            fc 10                       -> 10        weights 47_040  biases 10

            fc 9        -> 9   params <= 1k
        }
        """);

    [Fact]
    public void What_is_written_on_one_line_stays_there_and_the_rest_has_a_line_each() => Formatted(
        "block B(n,m=2*n){ concat{branch{relu;tanh}branch{ };branch{Inner (n)}} }\nblock Inner(n) {\nconv n (n)x(n); relu }",
        """
        block B(n, m = 2 * n) { concat { branch { relu; tanh } branch { } branch { Inner(n) } } }

        block Inner(n) {
            conv n (n)x(n)
            relu
        }
        """);

    [Fact]
    public void A_line_that_grows_too_long_is_broken()
    {
        string layers = string.Join("; ", Enumerable.Repeat("leakyrelu slope 0.01", 6));
        Formatted($"block B() {{ {layers} }}", "block B() {\n" + string.Concat(Enumerable.Repeat("    leakyrelu slope 0.01\n", 6)) + "}");
    }

    [Fact]
    public void Arguments_over_several_lines_are_joined_unless_a_comment_stands_in_them() => Formatted(
        "network A {\n    input 4\n    B(1,\n      2)\n  C(1, # one\n    2)   params 3\n}",
        "network A {\n    input 4\n    B(1, 2)\n    C(1, # one\n    2)   params 3\n}");

    [Fact]
    public void Comments_stay_where_they_stand_and_line_up_behind_their_lines() => Formatted(
        "#top\n\n\n\n# of A\nnetwork A {# opens\n    input 4 # four\n# between\n    fc 10 params 50# ten\n\n\n    tanh   \n\n  # last\n}   # closes\n# end",
        """
        #top

        # of A
        network A {  # opens
            input 4  # four
            # between
            fc 10       params 50  # ten

            tanh

            # last
        }  # closes
        # end
        """);

    [Fact]
    public void A_minus_stands_close_to_what_it_negates() => Formatted(
        "block B(n, k) {\nfc - 1+n\nrepeat n-1 {\nrelu\n}\nleakyrelu slope -0.1\nfc k -1\nfc 2*(-n+3)->k-2\n}",
        """
        block B(n, k) {
            fc -1 + n
            repeat n - 1 {
                relu
            }
            leakyrelu slope -0.1
            fc k - 1
            fc 2 * (-n + 3)     -> k - 2
        }
        """);

    [Fact]
    public void Definitions_are_parted_by_an_empty_line_with_their_comments() => Formatted(
        "namespace A . B\n# a\nblock B() {\n}\n# b\nblock C() { relu }\nblock D() { relu }\n# n\nnetwork N {\ninput 3; fc 3 }",
        """
        namespace A.B

        # a
        block B() {
        }

        # b
        block C() { relu }
        block D() { relu }

        # n
        network N {
            input 3
            fc 3
        }
        """);

    [Fact]
    public void Expectations_are_two_blanks_apart() => Formatted(
        "network A {\n  input 3\n fc 3\nexpect params<=12 trainable 12   training<2 GiB batch 32\n}",
        "network A {\n    input 3\n    fc 3\n    expect params <= 12  trainable 12  training < 2 GiB batch 32\n}");

    [Fact]
    public void A_statement_that_cannot_be_read_is_left_as_it_is() => Formatted(
        "network A {\n input 3\n   conv  16   3x3 stide 2;Basic(16 ,)\nrleu   1\n fc  3\n}",
        "network A {\n    input 3\n    conv  16   3x3 stide 2\n    Basic(16 ,)\n    rleu   1\n    fc 3\n}");

    [Fact]
    public void A_file_keeps_its_line_ends()
    {
        ArchFormatter.Format("a", "network A {\r\n  input 3\r\nfc 3\r\n}").Text.ShouldBe("network A {\r\n    input 3\r\n    fc 3\r\n}\r\n");
        ArchFormatter.Format("a", "").Text.ShouldBe("");
        ArchFormatter.Format("a", "\uFEFF# x").Text.ShouldBe("\uFEFF# x\n");
    }

    [Theory]
    [InlineData("network A {\n  input 3\n", "ARCH0007")]
    [InlineData("network A { fc  3 } }", "ARCH0008")]
    [InlineData("network A { B(3  ; fc  3 }", "ARCH0009")]
    [InlineData("network A\n{\n  input 3\n}", "ARCH0010")]
    [InlineData("network  A { residual { relu }\nshortcut pad }", "ARCH1012")]
    [InlineData("network  A \0", "ARCH0002")]
    public void Where_the_braces_do_not_match_the_text_comes_back_with_the_reason(string text, string id)
    {
        FormattedText formatted = ArchFormatter.Format("a", text);
        formatted.Text.ShouldBe(text);
        formatted.Obstacles.Select(found => found.Definition.Id).ShouldBe([id]);
    }

    private static void Formatted(string text, string expected)
    {
        FormattedText formatted = ArchFormatter.Format("a", text);
        formatted.Obstacles.ShouldBeEmpty();
        formatted.Text.ShouldBe(expected.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        ArchFormatter.Format("a", formatted.Text).Text.ShouldBe(formatted.Text);
    }

    [Fact]
    public void A_mark_of_byte_order_behind_blanks_is_not_made_the_first_character_of_the_file()
    {
        const string text = "\u0085 \uFEFF1x8x8 > >branch\n";
        FormattedText formatted = ArchFormatter.Format("Net.net.arch", text);
        formatted.IsRefused.ShouldBeFalse();
        formatted.Text.ShouldBe(text);
    }

    [Fact]
    public void Line_ends_of_two_kinds_become_one_and_stay_so()
    {
        const string text = "\r\nbloc9 A {\r    input 2\n\n    fc 2 }\nnetwork B {\r\ninput 3 }";
        string once = ArchFormatter.Format("Net.net.arch", text).Text;
        ArchFormatter.Format("Net.net.arch", once).Text.ShouldBe(once);
    }
}

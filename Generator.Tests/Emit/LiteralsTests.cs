using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using NetArch.Generator.Emit;

namespace NetArch.Generator.Tests.Emit;

public class LiteralsTests
{
    [Theory]
    [InlineData(0.1f, "0.1f")]
    [InlineData(1e-5f, "1E-05f")]
    [InlineData(2f, "2f")]
    [InlineData(-1.5f, "-1.5f")]
    [InlineData(1f / 3f, "0.33333334f")]
    [InlineData(-0f, "-0f")]
    [InlineData(float.MaxValue, "3.4028235E+38f")]
    [InlineData(float.Epsilon, "1E-45f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void A_float_is_the_shortest_exact_decimal(float value, string literal) => Literals.Of(value).ShouldBe(literal);

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(2.0, "2.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0 / 3.0, "0.3333333333333333")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    public void A_double_is_the_shortest_exact_decimal(double value, string literal) => Literals.Of(value).ShouldBe(literal);

    [Theory]
    [InlineData(150, "150")]
    [InlineData(61_684, "61_684")]
    [InlineData(int.MaxValue, "2_147_483_647")]
    [InlineData(15_500_000_000, "15_500_000_000L")]
    public void A_count_is_grouped_and_long_only_where_it_must_be(long value, string literal) => Literals.Count(value).ShouldBe(literal);

    [Fact]
    public void Every_sampled_bit_pattern_reads_back_exactly()
    {
        for (uint bits = 0; bits < 0xFF00_0000; bits += 1_234_567)
        {
            float value = BitConverter.UInt32BitsToSingle(bits);
            if (!float.IsFinite(value)) continue;
            string literal = Literals.Of(value);
            float read = float.Parse(literal.AsSpan(0, literal.Length - 1), CultureInfo.InvariantCulture);
            BitConverter.SingleToUInt32Bits(read).ShouldBe(bits, literal);
        }
    }

    [Theory]
    [InlineData("a \"quoted\" \\ path")]
    [InlineData("two\r\nlines\tand\0a null")]
    [InlineData("\u2028 \u0085 ü 😀")]
    public void A_string_survives_the_compiler(string value)
    {
        string literal = Literals.Of(value);
        literal.ShouldNotContain('\n');
        var token = SyntaxFactory.ParseToken(literal);
        token.Value.ShouldBe(value);
    }

    [Fact]
    public void Every_reserved_word_of_the_language_is_escaped()
    {
        foreach (SyntaxKind kind in SyntaxFacts.GetReservedKeywordKinds())
        {
            string word = SyntaxFacts.GetText(kind);
            if (!word.StartsWith("__", StringComparison.Ordinal)) Identifiers.Escape(word).ShouldBe("@" + word);
        }

        Identifiers.Escape("C1").ShouldBe("C1");
        Identifiers.OfLayer("Basic3.conv1").ShouldBe("Basic3_conv1");
        Identifiers.OfLayer("fixed").ShouldBe("@fixed");
        Identifiers.OfNamespace("A.event.B").ShouldBe("A.@event.B");
    }
}

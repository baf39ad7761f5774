namespace NetArch.Runtime.Tests;

public sealed class PhiloxTests
{
    // The published vectors of Random123: kat_vectors, philox4x32 10.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void Block_agrees_with_the_published_test_vectors(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Philox.Block(new PhiloxBlock(c0, c1, c2, c3), k0, k1).ShouldBe(new PhiloxBlock(x0, x1, x2, x3));

    [Fact]
    public void Seed_is_the_key_and_index_and_stream_are_the_counter_lowest_words_first() =>
        Philox.Block(0x299f31d0_a4093822, 0x03707344_13198a2e, 0x85a308d3_243f6a88)
            .ShouldBe(new PhiloxBlock(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));

    [Fact]
    public void Sequence_reads_the_blocks_word_by_word()
    {
        var random = new PhiloxSequence(seed: 5, stream: 9);
        PhiloxBlock first = Philox.Block(5, 9, 0), second = Philox.Block(5, 9, 1);
        uint[] words = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];
        words.ShouldBe([first.X0, first.X1, first.X2, first.X3, second.X0]);
    }

    [Fact]
    public void Streams_of_different_names_and_numbers_differ()
    {
        ulong[] streams = [Philox.Stream("C1.weight"), Philox.Stream("C2.weight"), Philox.Stream("shuffle", 1), Philox.Stream("shuffle", 2), Philox.Stream("shuffle", 256)];
        streams.ShouldBeUnique();
    }

    [Fact]
    public void Unit_floats_reach_from_zero_to_just_below_one()
    {
        Philox.Unit(0).ShouldBe(0);
        Philox.Unit(uint.MaxValue).ShouldBe(1 - 1f / (1 << 24));
    }

    [Fact]
    public void Bounded_integers_are_equally_likely()
    {
        var random = new PhiloxSequence(1, 2);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        // Deviation of a count: sqrt(70,000 * 1/7 * 6/7) = 93; five of them.
        counts.ShouldAllBe(count => Math.Abs(count - 10_000) < 465);
    }

    [Fact]
    public void Shuffle_keeps_every_item_and_moves_most()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        new PhiloxSequence(1, 2).Shuffle(items);
        items.Order().ShouldBe(Enumerable.Range(0, 1000));
        items.Where((item, i) => item == i).Count().ShouldBeLessThan(10);
    }
}

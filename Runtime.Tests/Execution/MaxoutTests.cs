namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class MaxoutTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(5, 3, 7)]
    [InlineData(3, 1, 4)]
    public void The_largest_of_neighbouring_channels_passes_and_takes_the_gradient(int outputs, int pieces, int positions)
    {
        using LaneTensor x = LaneTensor.Random(17, outputs * pieces * positions, 1), y = LaneTensor.Empty(17, outputs * positions);
        using LaneTensor dy = LaneTensor.Random(17, outputs * positions, 2), dx = LaneTensor.Empty(17, outputs * pieces * positions);
        for (int tile = 0; tile < x.Tiles; tile++)
        {
            Maxout.Forward(x.Tile(tile), y.Tile(tile), outputs, pieces, positions);
            Maxout.Backward(x.Tile(tile), y.Tile(tile), dy.Tile(tile), dx.Tile(tile), outputs, pieces, positions);
        }

        int Largest(int n, int i) => Enumerable.Range(0, pieces)
            .Select(p => (i / positions * pieces + p) * positions + i % positions).MaxBy(place => x[n, place]);
        y.Unpack().Select(value => (double)value).ShouldBe(y.Expect((n, i) => x[n, Largest(n, i)]));
        var back = new float[17 * outputs * pieces * positions];
        for (int n = 0; n < 17; n++)
        {
            for (int i = 0; i < outputs * positions; i++) back[n * outputs * pieces * positions + Largest(n, i)] = dy[n, i];
        }

        dx.Unpack().ShouldBe(back);
    }

    [Fact]
    public void The_first_of_equals_takes_the_whole_gradient()
    {
        using NumberBuffer x = new([.. Enumerable.Repeat(2f, 48)]), y = new(16), dy = NumberBuffer.Random(16, 1), dx = new(48);
        Maxout.Forward(x.Pointer, y.Pointer, 1, 3, 1);
        Maxout.Backward(x.Pointer, y.Pointer, dy.Pointer, dx.Pointer, 1, 3, 1);
        dx.ToArray(0, 16).ShouldBe(dy.ToArray());
        dx.ToArray(16, 32).ShouldAllBe(value => value == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Not_a_number_wins_wherever_it_stands(int piece)
    {
        using NumberBuffer x = new([.. Enumerable.Range(0, 48).Select(i => i / 16 == piece ? float.NaN : i)]), y = new(16);
        Maxout.Forward(x.Pointer, y.Pointer, 1, 3, 1);
        y.ToArray().ShouldAllBe(value => float.IsNaN(value));
    }
}

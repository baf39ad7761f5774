using System;
using System.Collections.Generic;
using System.Linq;

namespace NetArch.Generator.Planning;

/// <summary>Picks, for each kernel, the register tile with the fewest loads a multiply-add that fits the registers.</summary>
/// <remarks>Facts behind it: about 25 accumulators at most, or they spill; a body of 600 multiply-adds at most; at least
/// eight accumulators, to hide the latency of two multiply-add pipes.</remarks>
internal sealed class RegisterTiling(VectorTarget target)
{
    private const int MaximumAccumulators = 25;
    private const int LatencyAccumulators = 8;

    // A network is lowered several times over, and its layers repeat: each geometry is searched once.
    private readonly Dictionary<ConvolutionGeometry, (int, int)> forward = new();
    private readonly Dictionary<ConvolutionGeometry, (int, int)> data = new();
    private readonly Dictionary<ConvolutionGeometry, (int, int, int)> weight = new();

    /// <summary>Filters x output columns. Live beside the accumulators: a window of inputs and one weight.</summary>
    public (int Filters, int Columns) ConvolutionForward(ConvolutionGeometry g) => Remember(forward, g, FindForward);

    /// <summary>Input channels x input columns. Live beside the accumulators: a kernel row of weights for each channel, and one gradient.</summary>
    public (int Channels, int Columns) ConvolutionDataGradient(ConvolutionGeometry g) => Remember(data, g, FindDataGradient);

    /// <summary>Filters x channels (x one kernel row of taps), and output columns between branches.</summary>
    public (int Filters, int Channels, int Columns) ConvolutionWeightGradient(ConvolutionGeometry g) => Remember(weight, g, FindWeightGradient);

    /// <summary>Whether every kernel of the convolution is small enough for the JIT. Kernel rows of hundreds of taps are not: each
    /// tap is a line of code, and where a row is padded, each column near an edge has taps of its own.</summary>
    public bool CanWriteOut(ConvolutionGeometry g)
    {
        (int filters, int columns) = ConvolutionForward(g);
        (int channels, int inputColumns) = ConvolutionDataGradient(g);
        (int weightFilters, int weightChannels, int block) = ConvolutionWeightGradient(g);
        return BodyFits(ColumnTiles.OfOutputs(g, columns), filters)
            && BodyFits(ColumnTiles.OfInputs(g, inputColumns), channels)
            && BodyFits(ColumnTiles.OfOutputs(g, block), weightFilters * weightChannels);
    }

    private (int Filters, int Columns) FindForward(ConvolutionGeometry g)
    {
        var best = (Filters: 1, Columns: 1);
        double bestCost = double.MaxValue;
        foreach (int filters in Divisors(g.Filters))
        {
            for (int columns = 1; columns <= g.OutputWidth; columns++)
            {
                if (!Fits(filters * columns, columns + 1)) continue;
                int inputs = Math.Min(columns * g.Kernel.Width, (columns - 1) * g.Stride.Width + (g.Kernel.Width - 1) * g.Dilation.Width + 1);
                double work = filters * columns * g.Kernel.Width;
                double loads = (inputs + filters * g.Kernel.Width) / work;
                double waste = (double)CeilingDivide(g.OutputWidth, columns) * columns / g.OutputWidth;
                int body = filters;
                Consider(
                    Cost(loads, filters * columns) * waste, (filters, columns), ref bestCost, ref best,
                    tile => BodyFits(ColumnTiles.OfOutputs(g, tile.Item2), body));
            }
        }

        return best;
    }

    private (int Channels, int Columns) FindDataGradient(ConvolutionGeometry g)
    {
        var best = (Channels: 1, Columns: 1);
        double bestCost = double.MaxValue;
        foreach (int channels in Divisors(g.Channels))
        {
            for (int columns = 1; columns <= g.Width; columns++)
            {
                if (!Fits(channels * columns, channels * g.Kernel.Width + 1) || columns % g.Stride.Width != 0 && columns != g.Width) continue;
                double work = (double)channels * columns * g.Kernel.Width / g.Stride.Width;
                int gradients = (columns + (g.Kernel.Width - 1) * g.Dilation.Width - 1) / g.Stride.Width + 1;
                double loads = (Math.Min(gradients, g.OutputWidth) + channels * g.Kernel.Width) / work;
                double waste = (double)CeilingDivide(g.Width, columns) * columns / g.Width;
                int body = channels;
                Consider(
                    Cost(loads, channels * columns) * waste, (channels, columns), ref bestCost, ref best,
                    tile => BodyFits(ColumnTiles.OfInputs(g, tile.Item2), body));
            }
        }

        return best;
    }

    private (int Filters, int Channels, int Columns) FindWeightGradient(ConvolutionGeometry g)
    {
        var best = (Filters: 1, Channels: 1);
        double bestCost = double.MaxValue;
        foreach (int filters in Divisors(g.Filters))
        {
            foreach (int channels in Divisors(g.Channels))
            {
                int accumulators = filters * channels * g.Kernel.Width;
                if (!Fits(accumulators, filters + 2) && filters * channels > 1) continue;
                double loads = (filters + channels * (double)g.Stride.Width) / accumulators;
                Consider(Cost(loads, accumulators), (filters, channels), ref bestCost, ref best);
            }
        }

        return (best.Filters, best.Channels, ColumnBlock(g, best.Filters * best.Channels));
    }

    /// <summary>As many columns as a quarter of a method's body holds, if possible without a rest.</summary>
    private static int ColumnBlock(ConvolutionGeometry g, int accumulatorRows)
    {
        bool Fits(int columns) =>
            ColumnTiles.OfOutputs(g, columns).Sum(tile => tile.Taps.Count) * accumulatorRows <= VectorTarget.MaximumBodySize / 4;
        int exact = Divisors(g.OutputWidth).Where(Fits).DefaultIfEmpty(1).Max();
        int any = Enumerable.Range(1, Math.Min(g.OutputWidth, 16)).Where(Fits).DefaultIfEmpty(1).Max();
        return 2 * exact >= any ? exact : any;
    }

    /// <summary>Rows of a matrix, for a pair of tiles. Live beside the accumulators: a vector a tile and one weight.</summary>
    public int FullyConnectedRows(int rows) =>
        Divisors(rows).Where(tile => Fits(tile * VectorTarget.TilesPerPair, VectorTarget.TilesPerPair + 1)).Max();

    /// <summary>Vectors of inputs x outputs. Live beside the accumulators: the vectors and one gradient.</summary>
    /// <param name="seesBatch">The kernel walks over the whole batch: then two vectors of each sample are what the first cache
    /// holds (128 samples: 16 KiB), while four come from the second one again and again (measured: 0.66 against 0.9 of peak).</param>
    public (int Vectors, int Rows) FullyConnectedWeightGradient(int vectors, int rows, bool seesBatch)
    {
        var best = (Vectors: 1, Rows: 1);
        double bestCost = double.MaxValue;
        foreach (int vectorTile in Divisors(vectors).Where(tile => tile <= 2 || !seesBatch))
        {
            foreach (int rowTile in Divisors(rows))
            {
                if (!Fits(vectorTile * rowTile, vectorTile + 1)) continue;
                double loads = (vectorTile + rowTile) / (double)(vectorTile * rowTile);
                Consider(Cost(loads, vectorTile * rowTile), (vectorTile, rowTile), ref bestCost, ref best);
            }
        }

        return best;
    }

    private bool Fits(int accumulators, int others) =>
        accumulators <= Math.Min(MaximumAccumulators, target.Accumulators(others));

    /// <summary>Cycles a multiply-add, roughly: loads count little while they hide behind arithmetic, few accumulators count much.</summary>
    private static double Cost(double loads, int accumulators) =>
        Math.Max(1, loads) + 0.25 * loads + Math.Max(0, LatencyAccumulators - accumulators) * 0.2;

    private static bool BodyFits(IEnumerable<ColumnTile> tiles, int rows) =>
        tiles.Sum(tile => tile.Taps.Count) * rows <= VectorTarget.MaximumBodySize;

    private static TTile Remember<TTile>(
        Dictionary<ConvolutionGeometry, TTile> known, ConvolutionGeometry geometry, Func<ConvolutionGeometry, TTile> find)
    {
        if (!known.TryGetValue(geometry, out TTile? tile)) known.Add(geometry, tile = find(geometry));
        return tile;
    }

    /// <param name="isPossible">Asked last, and only of a better candidate: it may be dear to answer.</param>
    private static void Consider<T>(double cost, T candidate, ref double bestCost, ref T best, Func<T, bool>? isPossible = null)
    {
        if (cost >= bestCost || isPossible is not null && !isPossible(candidate)) return;
        bestCost = cost;
        best = candidate;
    }

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, Math.Min(number, 64)).Where(d => number % d == 0);

    private static int CeilingDivide(int a, int b) => (a + b - 1) / b;
}

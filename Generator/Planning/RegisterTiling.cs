using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Picks, for each kernel, the register tile with the fewest loads a multiply-add that fits the registers.</summary>
/// <remarks>Facts behind it: about 25 accumulators at most, or they spill; a body of 600 multiply-adds at most; at least
/// eight accumulators, to hide the latency of two multiply-add pipes.</remarks>
internal sealed class RegisterTiling(VectorTarget target)
{
    private const int MaximumAccumulators = 25;
    private const int LatencyAccumulators = 8;

    /// <summary>Filters x output columns. Live beside the accumulators: a window of inputs and one weight.</summary>
    public (int Filters, int Columns) ConvolutionForward(ConvolutionGeometry g)
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
                double cost = Cost(loads, filters * columns) * waste;
                if (cost >= bestCost || Taps(ColumnTiles.OfOutputs(g, columns)) * filters > VectorTarget.MaximumBodySize) continue;
                Consider(cost, (filters, columns), ref bestCost, ref best);
            }
        }

        return best;
    }

    /// <summary>Input channels x input columns. Live beside the accumulators: a kernel row of weights for each channel, and one gradient.</summary>
    public (int Channels, int Columns) ConvolutionDataGradient(ConvolutionGeometry g)
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
                double cost = Cost(loads, channels * columns) * waste;
                if (cost >= bestCost || Taps(ColumnTiles.OfInputs(g, columns)) * channels > VectorTarget.MaximumBodySize) continue;
                Consider(cost, (channels, columns), ref bestCost, ref best);
            }
        }

        return best;
    }

    /// <summary>Filters x channels (x one kernel row of taps), and output columns between branches.</summary>
    public (int Filters, int Channels, int Columns) ConvolutionWeightGradient(ConvolutionGeometry g)
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

    /// <summary>As many columns as half a method's body holds, if possible without a rest.</summary>
    private static int ColumnBlock(ConvolutionGeometry g, int accumulatorRows)
    {
        bool Fits(int columns) =>
            Taps(ColumnTiles.OfOutputs(g, columns)) * accumulatorRows <= VectorTarget.MaximumBodySize / 2;
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

    /// <summary>Multiply-adds of a row. It takes a walk over all of them, so that the search asks for it last.</summary>
    private static int Taps(EquatableArray<ColumnTile> tiles) => tiles.Sum(tile => tile.Taps.Count);

    private static void Consider<T>(double cost, T candidate, ref double bestCost, ref T best)
    {
        if (cost >= bestCost) return;
        bestCost = cost;
        best = candidate;
    }

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, Math.Min(number, 64)).Where(d => number % d == 0);

    private static int CeilingDivide(int a, int b) => (a + b - 1) / b;
}

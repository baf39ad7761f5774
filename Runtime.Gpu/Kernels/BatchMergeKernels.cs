using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Two sums that go together, as exact as they get.</summary>
internal struct ExactPair
{
    public double A, B;
}

/// <summary>Sizes and numbers of merging a batch's statistics.</summary>
/// <param name="StatisticsStride">Floats from one row of statistics or coefficients to the next.</param>
/// <param name="Moves">1 where the running statistics move, or the gradients are wanted.</param>
internal readonly record struct BatchMergeTask(int Tiles, int TileStride, int StatisticsStride, int Positions, int Moves, float Momentum, float Epsilon);

/// <summary>A batch's sums put together. A group has a channel: x over parts of a tile, y over tiles.</summary>
internal static class BatchMergeKernels
{
    private const int MaximumThreads = 64, Columns = 8;

    /// <summary>Mean, 1 / deviation, scale / deviation and shift of each channel; running statistics become (1 - momentum) of themselves and momentum of the batch's.</summary>
    public static void Statistics(
        ArrayView<float> sums, ArrayView<float> statistics, ArrayView<float> scale, ArrayView<float> shift,
        ArrayView<float> runningMean, ArrayView<float> runningVariance, ArrayView<int> step, BatchMergeTask task)
    {
        int channel = Grid.IdxX;
        ExactPair sum = Add(sums, channel, task);
        if (Group.IdxX != 0 | Group.IdxY != 0) return;
        double values = (double)step[StepLayout.Count] * task.Positions;
        double difference = sum.A / values, mean = sums[channel * BatchSums.Floats + BatchSums.Shift] + difference;
        double squares = sum.B - sum.A * difference;
        if (squares < 0) squares = 0;
        double inverse = 1 / Math.Sqrt(squares / values + task.Epsilon);
        statistics[channel] = (float)mean;
        statistics[task.StatisticsStride + channel] = (float)inverse;
        statistics[2 * task.StatisticsStride + channel] = (float)(scale[channel] * inverse);
        statistics[3 * task.StatisticsStride + channel] = shift[channel];
        if (task.Moves == 0) return;
        double momentum = task.Momentum;
        runningMean[channel] = (float)((1 - momentum) * runningMean[channel] + momentum * mean);
        runningVariance[channel] = (float)((1 - momentum) * runningVariance[channel] + momentum * (squares / (values - 1)));
    }

    /// <summary>A, B, C and the mean of dz = A g + B (z - mean) + C, and the gradients of scale and shift.</summary>
    public static void Gradients(
        ArrayView<float> sums, ArrayView<float> statistics, ArrayView<float> coefficients,
        ArrayView<float> scaleGradient, ArrayView<float> shiftGradient, ArrayView<int> step, BatchMergeTask task)
    {
        int channel = Grid.IdxX;
        ExactPair sum = Add(sums, channel, task);
        if (Group.IdxX != 0 | Group.IdxY != 0) return;
        double values = (double)step[StepLayout.Count] * task.Positions;
        double a = statistics[2 * task.StatisticsStride + channel], inverse = statistics[task.StatisticsStride + channel];
        coefficients[channel] = (float)a;
        coefficients[task.StatisticsStride + channel] = (float)(-a * inverse * sum.B / values);
        coefficients[2 * task.StatisticsStride + channel] = (float)(-a * sum.A / values);
        coefficients[3 * task.StatisticsStride + channel] = statistics[channel];
        if (task.Moves == 0) return;
        scaleGradient[channel] = (float)sum.B;
        shiftGradient[channel] = (float)sum.A;
    }

    /// <summary>Over all tiles and parts, in one order; the result is the first thread's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ExactPair Add(ArrayView<float> sums, int channel, BatchMergeTask task)
    {
        ArrayView<ExactPair> shared = SharedMemory.Allocate<ExactPair>(MaximumThreads);
        ArrayView<ExactPair> columns = SharedMemory.Allocate<ExactPair>(Columns);
        ExactPair sum = default;
        for (int tile = Group.IdxY; tile < task.Tiles; tile += Group.DimY)
        {
            long at = (long)tile * task.TileStride + channel * BatchSums.Floats + Group.IdxX;
            sum.A += sums[at];
            sum.B += sums[at + BatchSums.Second];
        }

        int index = Group.IdxY * Group.DimX + Group.IdxX, size = Group.DimX * Group.DimY;
        shared[index] = sum;
        Group.Barrier();
        if (index < Columns) columns[index] = AddEvery(shared, index, Columns, size);
        Group.Barrier();
        return AddEvery(columns, 0, 1, index == 0 ? Math.Min(size, Columns) : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ExactPair AddEvery(ArrayView<ExactPair> values, int first, int apart, int end)
    {
        ExactPair sum = default;
        for (int i = first; i < end; i += apart)
        {
            ExactPair next = values[i];
            sum.A += next.A;
            sum.B += next.B;
        }

        return sum;
    }
}

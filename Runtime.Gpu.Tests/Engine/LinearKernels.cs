using ILGPU;
using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>Where a fully connected layer and what surrounds it lies in a tile.</summary>
internal readonly record struct LinearShape(int Inputs, int Outputs, int TileStride);

/// <summary>A fully connected layer, as plainly as kernels can say it.</summary>
internal static class LinearKernels
{
    private const int Lanes = GpuLayout.Lanes;

    /// <summary>y = W x + b. Grid: outputs, tiles; group: lanes.</summary>
    public static void Forward(ArrayView<float> x, ArrayView<float> weights, ArrayView<float> biases, ArrayView<float> y, LinearShape shape)
    {
        int row = Grid.IdxX, lane = Group.IdxX;
        long tile = (long)Grid.IdxY * shape.TileStride;
        float sum = biases[row];
        for (int column = 0; column < shape.Inputs; column++)
            sum += weights[(row >> 2) * 4 * shape.Inputs + column * 4 + (row & 3)] * x[tile + column * Lanes + lane];
        y[tile + row * Lanes + lane] = sum;
    }

    /// <summary>dx = W^T dy. Grid: inputs, tiles; group: lanes.</summary>
    public static void Backward(ArrayView<float> dy, ArrayView<float> weights, ArrayView<float> dx, LinearShape shape)
    {
        int column = Grid.IdxX, lane = Group.IdxX;
        long tile = (long)Grid.IdxY * shape.TileStride;
        float sum = 0;
        for (int row = 0; row < shape.Outputs; row++)
            sum += weights[(row >> 2) * 4 * shape.Inputs + column * 4 + (row & 3)] * dy[tile + row * Lanes + lane];
        dx[tile + column * Lanes + lane] = sum;
    }

    /// <summary>dW = dy x^T, in parts of tiles. Grid: columns, blocks of four rows, parts; group: four rows.</summary>
    public static void Weights(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> gradients, LinearShape shape, int tiles, int tilesPerPart, int floats)
    {
        int column = Grid.IdxX, row = Grid.IdxY * 4 + Group.IdxX, first = Grid.IdxZ * tilesPerPart;
        float sum = 0;
        for (int tile = first; tile < first + tilesPerPart & tile < tiles & row < shape.Outputs; tile++)
        {
            long start = (long)tile * shape.TileStride;
            for (int lane = 0; lane < Lanes; lane++) sum += dy[start + row * Lanes + lane] * x[start + column * Lanes + lane];
        }

        gradients[Grid.IdxZ * floats + Grid.IdxY * 4 * shape.Inputs + column * 4 + Group.IdxX] = sum;
    }

    /// <summary>db = dy, in parts of tiles. Grid: outputs, parts.</summary>
    public static void Biases(ArrayView<float> dy, ArrayView<float> gradients, LinearShape shape, int tiles, int tilesPerPart)
    {
        int row = Grid.IdxX, first = Grid.IdxY * tilesPerPart;
        float sum = 0;
        for (int tile = first; tile < first + tilesPerPart & tile < tiles; tile++)
            for (int lane = 0; lane < Lanes; lane++) sum += dy[(long)tile * shape.TileStride + row * Lanes + lane];
        if (Group.IdxX == 0) gradients[Grid.IdxY * shape.Outputs + row] = sum;
    }
}

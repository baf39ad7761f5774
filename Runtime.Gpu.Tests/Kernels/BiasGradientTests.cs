using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed class BiasGradientTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1)]
    [InlineData(33, 10, 1, 1, 2, 1)]
    [InlineData(2, 3, 5, 7, 1, 5)]
    [InlineData(33, 3, 5, 7, 2, 5)]
    [InlineData(33, 5, 4, 3, 1, 4)]
    [InlineData(33, 2, 5, 3, 1, 2)]
    [InlineData(31, 1, 6, 40, 1, 4)]
    [InlineData(65, 3, 1, 2, 2, 1)]
    public void A_filters_gradients_are_added_up_in_the_parts_of_the_split(
        int samples, int filters, int height, int width, int tilesPerPart, int rowsPerPart)
    {
        int positions = height * width, tiles = (samples + 31) / 32, rowParts = (height + rowsPerPart - 1) / rowsPerPart;
        using LaneTensor dy = LaneTensor.Random(samples, filters * positions, 1);
        BatchMemory memory = new(samples);
        GradientSplit split = new(tilesPerPart, rowsPerPart, (tiles + tilesPerPart - 1) / tilesPerPart, rowParts);
        int gradient = memory.Buffer(dy), bias = memory.Parameter(1, 1, filters, new float[filters], split);
        memory.Run(frame => BiasGradients.Add(frame, gradient, bias, filters, positions, height));
        float[] expected =
        [
            .. from tilePart in Enumerable.Range(0, split.TileParts)
               from rowPart in Enumerable.Range(0, rowParts)
               from filter in Enumerable.Range(0, filters)
               select (float)(from sample in Enumerable.Range(0, samples)
                              where sample / 32 / tilesPerPart == tilePart
                              from y in Enumerable.Range(0, height)
                              where y / rowsPerPart == rowPart
                              from x in Enumerable.Range(0, width)
                              select (double)dy[sample, filter * positions + y * width + x]).Sum(),
        ];
        memory.Gradient(bias).ShouldMatch(expected, Tolerances.Sum);
    }
}

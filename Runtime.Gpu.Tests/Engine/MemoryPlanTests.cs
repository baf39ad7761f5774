using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

public sealed class MemoryPlanTests
{
    private static readonly GpuLayout Layout = new(
        TileStride: 4096, GuardFloats: 96, ParameterFloats: 1024, FoldedFloats: 64,
        [
            new GpuParameter(0, 2, 6, 10, true, GradientRows: 8, GradientWarps: 12),
            new GpuParameter(160, 1, 1, 12, IsTrained: false, 1, 1),
            new GpuParameter(192, 1, 20, 40, true, 1, 50),
            new GpuParameter(992, 1, 1, 20, true, 1, 1),
        ],
        [], false, null);

    private static readonly MemoryPlan Plan = new(Layout, LinearProgram<SixteenToTwo>.Description);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(100)]
    public void Parts_of_gradients_do_not_overlap_and_are_aligned(int tiles)
    {
        GradientPlacement placement = Plan.PlaceGradients(tiles);
        long end = 0;
        foreach (int i in new[] { 0, 2, 3 })
        {
            placement.Offsets[i].ShouldBeGreaterThanOrEqualTo(end);
            (placement.Offsets[i] % MemoryPlan.Alignment).ShouldBe(0);
            end = placement.Offsets[i] + (long)placement.Splits[i].Parts * Layout.Parameters[i].Floats;
        }

        placement.Floats.ShouldBeGreaterThanOrEqualTo(end + Layout.GuardFloats);
    }

    [Fact]
    public void Training_takes_what_its_buffers_take()
    {
        // 2 tiles of 32 for 40 samples, of 16 values each.
        long gradients = Plan.PlaceGradients(2).Floats, arena = 2 * 96 + 2 * 4096, parameters = 1024 + 96, folded = 64 + 96;
        long step = StepLayout.Length(2, 4, 0), results = 2 * 64;
        Plan.TrainingBytes(40).ShouldBe(4 * (3 * parameters + folded + gradients + arena + 2 * 40 * 16 + step + results));
    }

    [Fact]
    public void The_largest_batch_that_fits_fits_and_the_next_does_not()
    {
        foreach (long bytes in new[] { 200_000L, 1_000_000, 123_456_789 })
        {
            int fits = Plan.LargestBatch(bytes);
            fits.ShouldBeGreaterThan(0);
            Plan.TrainingBytes(fits).ShouldBeLessThanOrEqualTo(bytes);
            Plan.TrainingBytes(fits + 1).ShouldBeGreaterThan(bytes);
        }

        Plan.LargestBatch(1000).ShouldBe(0);
    }
}

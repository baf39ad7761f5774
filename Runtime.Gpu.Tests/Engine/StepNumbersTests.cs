using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

public sealed class StepNumbersTests
{
    private const int Parameters = 3;

    [Fact]
    public void The_block_holds_what_changes_from_step_to_step()
    {
        int[] block = Write(new StepNumbers(0x1122334455667788, 0x100000007, 0.25f, new Sgd(0.1f, 0.9f, 0.01f), 8), new Batch([], [4, 2], [7, 8, 9, 10, 11], []), 0);
        block[StepLayout.Count].ShouldBe(2);
        block[StepLayout.SeedLow].ShouldBe(0x55667788);
        block[StepLayout.SeedHigh].ShouldBe(0x11223344);
        block[StepLayout.Step].ShouldBe(7);
        Float(block, StepLayout.LossScale).ShouldBe(0.25f);
        Float(block, StepLayout.Momentum).ShouldBe(0.9f);
        Float(block, StepLayout.WeightDecay).ShouldBe(0.01f);
        block[StepLayout.Indices..(StepLayout.Indices + 3)].ShouldBe([4, 2, 0]);
        block.Skip(StepLayout.Labels(1)).Take(32).ShouldBe([11, 9, .. Enumerable.Repeat(-1, 30)]);
        Enumerable.Range(0, Parameters).Select(i => Float(block, StepLayout.Rates(1) + i)).ShouldBe([0.1f, -1f, 0.3f]);
    }

    [Fact]
    public void Adam_corrects_by_its_own_steps()
    {
        int[] block = Write(new StepNumbers(1, 100, 1, new Adam(0.1f, 0.9f, 0.99f, 1e-7f, 0.02f, Decoupled: true), 2), new Batch([], [0], [0], []), 0);
        Float(block, StepLayout.Beta1).ShouldBe(0.9f);
        Float(block, StepLayout.Beta2).ShouldBe(0.99f);
        Float(block, StepLayout.Epsilon).ShouldBe(1e-7f);
        Float(block, StepLayout.WeightDecay).ShouldBe(0.02f);
        block[StepLayout.Decoupled].ShouldBe(1);
        Float(block, StepLayout.Correction1).ShouldBe(1 / (1 - 0.81f), 1e-4f);
        Float(block, StepLayout.Correction2).ShouldBe((float)(1 / Math.Sqrt(1 - 0.9801)), 1e-3f);
    }

    [Fact]
    public void Targets_come_in_the_order_of_the_batch()
    {
        int[] block = Write(new StepNumbers(1, 0, 1, null, 0), new Batch([], [2, 0], [], [1, 2, 3, 4, 5, 6]), targetWidth: 2);
        Enumerable.Range(0, 4).Select(i => Float(block, StepLayout.Targets(1, Parameters) + i)).ShouldBe([5f, 6, 1, 2]);
        block.Skip(StepLayout.Labels(1)).Take(32).ShouldAllBe(label => label == -1);
        // Nothing is trained: every rate says frozen.
        Enumerable.Range(0, Parameters).Select(i => Float(block, StepLayout.Rates(1) + i)).ShouldBe([-1f, -1f, -1f]);
    }

    private static int[] Write(StepNumbers numbers, Batch batch, int targetWidth)
    {
        var block = new int[StepLayout.Length(MemoryPlan.Tiles(batch.Count), Parameters, batch.Count * targetWidth)];
        Array.Fill(block, 12345);
        numbers.Write(block, batch, numbers.Optimizer is null ? [] : [0.1f, -1, 0.3f], Parameters, targetWidth);
        return block;
    }

    private static float Float(int[] block, int place) => BitConverter.Int32BitsToSingle(block[place]);
}

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Everything that can be alive in a thread, in the forms a compiler leaves it, outlives a wait.</summary>
public sealed class SuspendedCodeTests
{
    public struct Accumulator
    {
        public float Sum;
        public int Count;

        /// <summary>Waits in a method of the struct, which changes it before and after.</summary>
        public void Add(ArrayView<float> shared, float value)
        {
            Count++;
            shared[Group.IdxX] = value;
            Group.Barrier();
            Sum += shared[Group.IdxX ^ 1];
            Group.Barrier();
        }

        public readonly Accumulator Doubled()
        {
            float other = Warp.ShuffleXor(Sum, 2);
            return new Accumulator { Sum = Sum + other, Count = 2 * Count };
        }
    }

    /// <summary>Views inside a struct, as an emitter passes them when they are many.</summary>
    public readonly struct Buffers(ArrayView<float> input, ArrayView<float> output)
    {
        public ArrayView<float> Input { get; } = input;

        public ArrayView<float> Output { get; } = output;
    }

    private static void StructMethods(Buffers buffers)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(32);
        Accumulator accumulator = default;
        accumulator.Add(shared, buffers.Input[Group.IdxX]);
        accumulator.Add(shared, 10);
        Accumulator doubled = accumulator.Doubled();
        buffers.Output[Group.IdxX] = doubled.Sum + 1000 * doubled.Count;
    }

    private static void ChosenReference(ArrayView<float> data, int choice)
    {
        float even = 1;
        float odd = 2;
        ref float chosen = ref (Group.IdxX & choice) == 0 ? ref even : ref odd;
        Group.Barrier();
        chosen += 10;
        Group.Barrier();
        data[Group.IdxX] = 100 * even + odd;
    }

    private static void ReferenceToAParameterAndAField(ArrayView<float> data, float parameter)
    {
        Accumulator local = default;
        ref float field = ref local.Sum;
        ref float own = ref parameter;
        field = Warp.ShuffleXor(parameter, 1);
        own += Group.IdxX;
        Group.Barrier();
        field += 1;
        own += 100;
        Warp.Barrier();
        data[Group.IdxX] = local.Sum * 1000 + parameter;
    }

    private static void OutParameters(ArrayView<float> data)
    {
        Exchange(data[Group.IdxX], out float below, out bool first);
        if (!first)
            below *= 2;
        ref float slot = ref Slot(data, Group.IdxX);
        Warp.Barrier();
        slot += below + (first ? 0.5f : 0);
    }

    private static void Exchange(float value, out float below, out bool first)
    {
        first = Warp.LaneIdx == 0;
        below = Warp.ShuffleUp(value, 1);
        below += Warp.Shuffle(1f, 5);
    }

    private static ref float Slot(ArrayView<float> data, int index)
    {
        Warp.Barrier();
        return ref data[index];
    }

    private static void CompoundAssignments(ArrayView<int> data)
    {
        byte small = (byte)(250 + Warp.LaneIdx);
        short negative = (short)-Warp.LaneIdx;
        long large = 1L << 40;
        double half = 0.5;
        data[Group.IdxX] += Warp.ShuffleXor(data[Group.IdxX], 1) * (negative + Warp.ShuffleXor(small, 1)) + (large > Warp.Broadcast(5, 0) ? 1 : 0) + (int)(half * 2);
    }

    private static void NestedCallees(ArrayView<int> data)
    {
        int total = 0;
        for (int i = 0; i < 3; i++)
            total += Outer(data[Group.IdxX], i) - Inner(i);
        data[Group.IdxX] = total;
    }

    private static int Outer(int value, int step)
    {
        int result = value;
        for (int i = 0; i <= step; i++)
            result = Inner(result) + Inner(result + i);
        return result;
    }

    private static int Inner(int value) => Warp.ShuffleXor(value, 1) + 1;

    public static TheoryData<string> Orders => TestDevice.Orders;

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_method_of_a_struct_waits_and_the_struct_keeps_what_it_did(string order)
    {
        using TestDevice device = TestDevice.Ordered(order);
        using var input = device.Upload(Floats);
        using var output = device.Upload(new float[32]);
        device.Accelerator.LoadKernel<Buffers>(StructMethods)(device.Stream, new KernelConfig(1, 32), new Buffers(input.View, output.View));
        device.Download(output).ShouldBe(Enumerable.Range(0, 32).Select(i => (i ^ 1) + (i ^ 3) + 20 + 4000f));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_reference_to_one_of_two_variables_stays_right(string order)
    {
        using TestDevice device = TestDevice.Ordered(order);
        using var data = device.Upload(new float[32]);
        device.Accelerator.LoadKernel<ArrayView<float>, int>(ChosenReference)(device.Stream, new KernelConfig(1, 32), data.View, 1);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(i => (i & 1) == 0 ? 1102f : 112f));
    }

    [Fact]
    public void References_to_a_parameter_and_a_field_stay_right()
    {
        using var device = new TestDevice();
        using var data = device.Upload(new float[32]);
        device.Accelerator.LoadKernel<ArrayView<float>, float>(ReferenceToAParameterAndAField)(device.Stream, new KernelConfig(1, 32), data.View, 3);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(i => 4000f + 103 + i));
    }

    [Fact]
    public void A_callee_that_waits_fills_out_parameters_and_returns_references()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Floats);
        device.Accelerator.LoadKernel<ArrayView<float>>(OutParameters)(device.Stream, new KernelConfig(1, 32), data.View);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(i => i == 0 ? 1.5f : 3f * i));
    }

    [Fact]
    public void Small_and_large_numbers_and_compound_assignments_outlive_a_wait()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 32).ToArray());
        device.Accelerator.LoadKernel<ArrayView<int>>(CompoundAssignments)(device.Stream, new KernelConfig(1, 32), data.View);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(i => i + (i ^ 1) * (-i + (byte)(250 + (i ^ 1))) + 2));
    }

    [Fact]
    public void Callees_of_callees_wait_in_loops()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 32).ToArray());
        device.Accelerator.LoadKernel<ArrayView<int>>(NestedCallees)(device.Stream, new KernelConfig(1, 32), data.View);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(lane => Enumerable.Range(0, 3).Sum(step => OuterOf(lane, step) - (step + 1))));
    }

    private static float[] Floats => [.. Enumerable.Range(0, 32).Select(i => (float)i)];

    /// <summary>What <see cref="Outer"/> gives: all lanes keep step, so each call of Inner takes the neighbour's value.</summary>
    private static int OuterOf(int lane, int step)
    {
        (int own, int other) = (lane, lane ^ 1);
        for (int i = 0; i <= step; i++)
            (own, other) = (other + 1 + other + i + 1, own + 1 + own + i + 1);
        return own;
    }
}

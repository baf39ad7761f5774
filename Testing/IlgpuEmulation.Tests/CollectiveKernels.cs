using System.Runtime.CompilerServices;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Kernels that wait in every kind of code: loops, switches, branches, calls, with references, structs and half-computed values alive.</summary>
internal static class CollectiveKernels
{
    public const int Tile = 8;

    public interface ICombine
    {
        static abstract float Combine(float first, float second);

        static abstract float AcrossTheWarp(float value);
    }

    public readonly struct Sum : ICombine
    {
        public static float Combine(float first, float second) => first + second;

        public static float AcrossTheWarp(float value)
        {
            for (int mask = 16; mask > 0; mask >>= 1)
                value = Combine(value, Warp.ShuffleXor(value, mask));
            return value;
        }
    }

    public readonly struct Largest : ICombine
    {
        public static float Combine(float first, float second) => MathF.Max(first, second);

        public static float AcrossTheWarp(float value)
        {
            for (int mask = 1; mask < 32; mask <<= 1)
                value = Combine(value, Warp.ShuffleXor(value, mask));
            return value;
        }
    }

    public struct Row
    {
        public float First;
        public double Second;
        public int Third;
    }

    /// <summary>C = A B for square matrices, by 8x8 tiles in shared memory; a barrier twice a step of the loop.</summary>
    public static void MatrixProduct(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int size)
    {
        ArrayView<float> tileA = SharedMemory.Allocate<float>(Tile * Tile);
        ArrayView<float> tileB = SharedMemory.Allocate<float>(Tile * Tile);
        int row = Grid.IdxY * Tile + Group.IdxY;
        int column = Grid.IdxX * Tile + Group.IdxX;
        int own = Group.IdxY * Tile + Group.IdxX;
        float sum = 0;
        for (int k = 0; k < size; k += Tile)
        {
            tileA[own] = a[row * size + k + Group.IdxX];
            tileB[own] = b[(k + Group.IdxY) * size + column];
            Group.Barrier();
            for (int i = 0; i < Tile; i++)
                sum += tileA[Group.IdxY * Tile + i] * tileB[i * Tile + Group.IdxX];
            Group.Barrier();
        }
        c[row * size + column] = sum;
    }

    /// <summary>One number for the whole group, by the combination that the type argument brings: warps first, then shared memory.</summary>
    public static void Reduce<TCombine>(ArrayView<float> data, ArrayView<float> result)
        where TCombine : struct, ICombine
    {
        ArrayView<float> partial = SharedMemory.GetDynamic<float>();
        float value = TCombine.AcrossTheWarp(data[Grid.IdxX * Group.DimX + Group.IdxX]);
        if (Warp.IsFirstLane)
            partial[Warp.WarpIdx] = value;
        Group.Barrier();
        if (Group.IsFirstThread)
        {
            for (int warp = 1; warp < Group.DimX / Warp.WarpSize; warp++)
                value = TCombine.Combine(value, partial[warp]);
            result[Grid.IdxX] = value;
        }
    }

    /// <summary>References to a local and to shared memory stay right while the thread waits.</summary>
    public static void References(ArrayView<float> data)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(64);
        float total = 0;
        ref float own = ref shared[Group.IdxX];
        own = data[Group.IdxX];
        Group.Barrier();
        for (int step = 1; step <= 2; step++)
            AddNeighbour(ref total, shared, step);
        Group.Barrier();
        own = total;
        Group.Barrier();
        data[Group.IdxX] = shared[(Group.IdxX + 1) & 63];
    }

    /// <summary>A value half computed, a ternary and a struct lie on the stack while the thread waits.</summary>
    public static void Stack(ArrayView<int> data, int choice)
    {
        int lane = Warp.LaneIdx;
        Row row = Make(lane);
        int result = data[lane] * 1000
            + (choice > 0 ? Warp.ShuffleXor(lane, choice) : Warp.ShuffleUp(lane, 1)) * 10
            + (int)Warp.Broadcast(row, 3).Second
            + (int)(Warp.Shuffle(5_000_000_000L + lane, 31) - 5_000_000_000L) * 100_000;
        data[lane] = result + row.Third;
    }

    /// <summary>Waits in the cases of a switch, in a nested loop with break and continue, and before an early return of all.</summary>
    public static void Control(ArrayView<int> data, int mode)
    {
        int value = data[Group.IdxX];
        switch (mode)
        {
            case 0:
                value += Warp.ShuffleDown(value, 1);
                break;
            case 1:
                Group.Barrier();
                value = -value;
                break;
            case 2:
                data[Group.IdxX] = Warp.Shuffle(value, 0);
                return;
            default:
                for (int i = 0; i < 8; i++)
                {
                    if (i == 1)
                        continue;
                    if (i == 5)
                        break;
                    for (int j = 0; j < 2; j++)
                        value = Warp.Shuffle(value, (Warp.LaneIdx + 1) & 31) + j;
                }
                break;
        }
        Group.Barrier();
        data[Group.IdxX] = value;
    }

    /// <summary>Votes of the group, and a value that one thread gives all others.</summary>
    public static void Votes(ArrayView<int> input, ArrayView<int> output)
    {
        int value = input[Group.IdxX];
        int count = Group.BarrierPopCount(value > 10);
        bool all = Group.BarrierAnd(value > 0);
        bool any = Group.BarrierOr(value > 62);
        int third = Group.Broadcast(value, 3);
        Warp.Barrier();
        output[Group.IdxX] = count + (all ? 1000 : 0) + (any ? 10_000 : 0) + third * 100_000;
    }

    /// <summary>Shuffles within segments, where lanes past the segment's end keep their own value.</summary>
    public static void Segments(ArrayView<int> data)
    {
        int lane = Warp.LaneIdx;
        data[lane] = Warp.ShuffleDown(lane, 2, 8);
        data[32 + lane] = Warp.ShuffleUp(lane, 3, 16);
        data[64 + lane] = Warp.ShuffleXor(lane, 1, 4);
        data[96 + lane] = Warp.Shuffle(lane, (lane & ~7) + 2, 8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Row Make(int lane) => new() { First = lane, Second = lane + 0.5, Third = lane & 1 };

    private static void AddNeighbour(ref float total, ArrayView<float> shared, int step)
    {
        float before = total;
        Group.Barrier();
        total = before + shared[(Group.IdxX + step) & 63];
    }
}

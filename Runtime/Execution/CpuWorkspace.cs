using System.Runtime.InteropServices;

namespace NetArch;

/// <summary>The memory of an engine: arenas, scratch and frames of each thread, and what the whole batch shares.</summary>
internal sealed unsafe class CpuWorkspace : IDisposable
{
    private readonly CpuLayout layout;
    private readonly NativeBuffer[] arenas;
    private readonly NativeBuffer[] scratches;
    private readonly NativeBuffer shared = new(0);
    private readonly NativeBuffer slots = new(0);
    private readonly CpuFrame* frames;
    private double[] losses = [];
    private int[] correct = [];
    private bool poisoned;

    public CpuWorkspace(CpuLayout layout, int members)
    {
        this.layout = layout;
        arenas = new NativeBuffer[members];
        scratches = new NativeBuffer[members];
        for (int i = 0; i < members; i++)
        {
            arenas[i] = new NativeBuffer((long)layout.ArenaStride * CpuLayout.TilesPerPair);
            scratches[i] = new NativeBuffer(layout.ScratchFloats);
        }

        frames = (CpuFrame*)NativeMemory.AllocZeroed((nuint)members, (nuint)sizeof(CpuFrame));
    }

    public CpuFrame* Frame(int member) => frames + member;

    /// <summary>Losses of the tiles of the batch that ran last.</summary>
    public ReadOnlySpan<double> Losses => losses.AsSpan(0, frames->Tiles);

    public ReadOnlySpan<int> Correct => correct.AsSpan(0, frames->Tiles);

    /// <summary>Pinned for as long as the run lasts by whoever calls this; room is made for the batch first.</summary>
    public void Prepare(int count, bool gradients)
    {
        int tiles = (count + CpuLayout.Lanes - 1) / CpuLayout.Lanes;
        int pairs = (tiles + CpuLayout.TilesPerPair - 1) / CpuLayout.TilesPerPair;
        int slotCount = Math.Min(pairs, CpuLayout.MaximumSlots);
        shared.Reserve((long)layout.SharedStride * pairs * CpuLayout.TilesPerPair);
        if (gradients) slots.Reserve((long)layout.SlotFloats * slotCount);
        if (losses.Length < tiles)
        {
            losses = GC.AllocateArray<double>(tiles, pinned: true);
            correct = GC.AllocateArray<int>(tiles, pinned: true);
        }

        if (poisoned) Poison();
        CpuFrame* first = frames;
        first->Count = count;
        first->Tiles = tiles;
        first->Slots = slotCount;
        first->Shared = shared.Pointer;
        first->Gradients = slots.Pointer;
        first->Losses = (double*)Marshal.UnsafeAddrOfPinnedArrayElement(losses, 0);
        first->Correct = (int*)Marshal.UnsafeAddrOfPinnedArrayElement(correct, 0);
    }

    /// <summary>Gives every member the first member's frame, with arena and scratch of its own.</summary>
    public void Distribute()
    {
        for (int i = 0; i < arenas.Length; i++)
        {
            if (i > 0) frames[i] = frames[0];
            frames[i].Arena = arenas[i].Pointer;
            frames[i].Scratch = scratches[i].Pointer;
        }
    }

    /// <summary>Fills everything that is not a parameter with NaN, now and before each run: tests prove with it that nothing unused is read.</summary>
    public void Poison()
    {
        poisoned = true;
        foreach (NativeBuffer arena in arenas) arena.Fill(float.NaN);
        foreach (NativeBuffer scratch in scratches) scratch.Fill(float.NaN);
        shared.Fill(float.NaN);
        slots.Fill(float.NaN);
    }

    public void Dispose()
    {
        foreach (NativeBuffer arena in arenas) arena.Dispose();
        foreach (NativeBuffer scratch in scratches) scratch.Dispose();
        shared.Dispose();
        slots.Dispose();
        NativeMemory.Free(frames);
    }
}

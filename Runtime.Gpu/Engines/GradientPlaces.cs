using ILGPU;

namespace NetArch.Gpu;

/// <summary>How the gradients of a batch of so many tiles are divided and where their parts lie, with the optimiser's table of them on the device.</summary>
internal sealed class GradientPlace(GradientPlacement placement, DeviceBuffer<OptimizerChunk> table, int chunks) : IDisposable
{
    public GradientPlacement Placement => placement;

    public ArrayView<OptimizerChunk> Chunks => table.View.SubView(0, chunks);

    public void Dispose() => table.Dispose();
}

/// <summary>Those of every number of tiles that came up.</summary>
internal sealed unsafe class GradientPlaces(MemoryPlan plan, DeviceLink link, GpuLayout layout) : IDisposable
{
    /// <summary>Batches of ever new sizes must not fill the device with tables.</summary>
    private const int Most = 32;

    private readonly Dictionary<int, GradientPlace> known = [];

    /// <summary>Whether <see cref="Of"/> has no room for this number of tiles, until all others are forgotten.</summary>
    public bool IsFullFor(int tiles) => known.Count >= Most && !known.ContainsKey(tiles);

    public GradientPlace Of(int tiles)
    {
        if (!known.TryGetValue(tiles, out GradientPlace? place)) known[tiles] = place = Create(plan.PlaceGradients(tiles));
        return place;
    }

    public void Dispose()
    {
        foreach (GradientPlace place in known.Values) place.Dispose();
        known.Clear();
    }

    private GradientPlace Create(GradientPlacement placement)
    {
        OptimizerChunk[] chunks = OptimizerTable.Of(layout, placement.Splits, placement.Offsets);
        var table = new DeviceBuffer<OptimizerChunk>(link);
        table.Reserve(chunks.Length);
        using var host = new HostBuffer(link);
        host.Reserve(Math.Max(1, (long)chunks.Length * sizeof(OptimizerChunk)));
        chunks.CopyTo(host.Span<OptimizerChunk>(chunks.Length));
        if (chunks.Length > 0) link.Upload(host.Pointer, table.Address, (long)chunks.Length * sizeof(OptimizerChunk), link.Compute);
        link.AwaitAll();
        return new GradientPlace(placement, table, chunks.Length);
    }
}

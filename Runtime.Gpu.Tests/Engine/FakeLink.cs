using ILGPU;
using ILGPU.Runtime;
using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>A device of little memory that records graphs: what a driver does, played on the processor.</summary>
internal sealed class FakeLink(Accelerator accelerator) : HostLink(accelerator)
{
    private long used;

    public long TotalBytes { get; set; } = long.MaxValue;

    /// <summary>Whether it refuses to record.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether a graph does nothing when it is replayed.</summary>
    public bool Skips { get; set; }

    public List<string> Events { get; } = [];

    public override bool HasGraphs => true;

    public override long FreeBytes => TotalBytes - used;

    public override MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long count)
    {
        long bytes = count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        if (bytes > FreeBytes) throw new OutOfMemoryException("CUDA_ERROR_OUT_OF_MEMORY");
        used += bytes;
        return base.Allocate<T>(count);
    }

    public override IDeviceGraph? TryCapture<TState>(Action<TState> enqueue, TState state)
    {
        Events.Add(Refuses ? "refuse" : "record");
        return Refuses ? null : new Graph(this, () => enqueue(state));
    }

    private sealed class Graph(FakeLink link, Action enqueue) : IDeviceGraph
    {
        private bool isGone;

        public void Launch()
        {
            isGone.ShouldBeFalse();
            if (link.Skips) return;
            link.Events.Add("replay");
            enqueue();
        }

        public void Dispose()
        {
            isGone.ShouldBeFalse();
            isGone = true;
            link.Events.Add("destroy");
        }
    }
}

using ILGPU;
using ILGPU.Runtime;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Checks of what the host does with views.</summary>
internal static class HostAccess
{
    /// <summary>Refuses a view whose buffer is gone, and a stream of another accelerator.</summary>
    public static void Check(ArrayView<byte> view, AcceleratorStream? stream)
    {
        if (view.Length == 0)
            return;
        MemoryBuffer buffer = view.Buffer;
        if (stream is not null)
            buffer.Accelerator.Own(stream);
    }

    /// <summary>Refuses to copy more elements than there is room for.</summary>
    public static void CheckLengths(long copied, long room)
    {
        if (copied > room)
            throw new ArgumentOutOfRangeException(nameof(copied), $"{copied} elements or bytes do not fit into {room}.");
    }
}

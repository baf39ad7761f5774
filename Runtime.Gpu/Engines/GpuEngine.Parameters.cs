namespace NetArch.Gpu;

/// <summary>Parameters and gradients on their way between the device and whoever asks for them.</summary>
internal sealed unsafe partial class GpuEngine
{
    public void ReadParameter(int index, Span<float> destination) => ReadLaidOut(runner.Memory.Parameters, index, destination);

    public void ReadGradient(int index, Span<float> destination)
    {
        if (!hasGradients) throw new InvalidOperationException($"{description.Name} has no gradients yet: compute them first.");
        if (layout.Parameters[index].IsTrained) ReadLaidOut(runner.Memory.Sums, index, destination);
        else destination.Clear();
    }

    public void WriteParameter(int index, ReadOnlySpan<float> source)
    {
        GpuParameter place = layout.Parameters[index];
        BatchChecks.CheckLength(source.Length, place.Values, nameof(source));
        Enter();
        isFolded = false;
        place.ToDevice(source, Transfer(place.Floats));
        link.Upload(transfer.Pointer, AddressOf(runner.Memory.Parameters, place.Offset), sizeof(float) * (long)place.Floats, link.Compute);
        link.AwaitAll();
    }

    private void ReadLaidOut(DeviceBuffer<float> buffer, int index, Span<float> destination)
    {
        GpuParameter place = layout.Parameters[index];
        BatchChecks.CheckLength(destination.Length, place.Values, nameof(destination));
        Enter();
        Span<float> device = Transfer(place.Floats);
        Fetch(buffer, place.Offset, place.Floats);
        place.FromDevice(device, destination);
    }

    private void Read(DeviceBuffer<float> buffer, long offset, Span<float> destination)
    {
        if (destination.IsEmpty) return;
        Span<float> device = Transfer(destination.Length);
        Fetch(buffer, offset, destination.Length);
        device.CopyTo(destination);
    }

    /// <summary>Waits until values of the device have come.</summary>
    private void Fetch(DeviceBuffer<float> buffer, long offset, int count)
    {
        link.Download(AddressOf(buffer, offset), transfer.Pointer, sizeof(float) * (long)count, link.Compute);
        link.AwaitAll();
    }

    private Span<float> Transfer(int count)
    {
        transfer.Reserve(sizeof(float) * (long)count);
        return transfer.Span<float>(count);
    }

    private static nint AddressOf(DeviceBuffer<float> buffer, long offset) => buffer.Address + (nint)(sizeof(float) * offset);
}

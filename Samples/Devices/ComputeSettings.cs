using System.Globalization;

namespace NetArch.Samples.Devices;

/// <summary>What a network runs on.</summary>
/// <param name="Threads">Of the processor; beside a GPU they draw its samples.</param>
/// <param name="Device">Null is the processor.</param>
internal sealed record ComputeSettings(int Threads, ComputeDevice? Device, Precision Precision)
{
    public NetworkOptions Options(ulong seed = 1) => new(seed, Threads, Device: Device, Precision: Precision);

    /// <summary>As in <c>12 threads</c> or <c>NVIDIA H200, tf32</c>.</summary>
    public string Description => Device is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Threads} threads")
        : $"{Device.Name}, {Precision.ToString().ToLowerInvariant()}";

    /// <summary>As reports call it: <c>cpu</c> or the device's name.</summary>
    public string DeviceName => Device?.Name ?? "cpu";

    /// <summary>Memory that networks may take, and whose it is.</summary>
    public (long Bytes, string Whose) Memory => Device is null
        ? (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, "this machine")
        : (Device.MemoryBytes, Device.Name);
}

/// <summary>What <c>--device</c> says.</summary>
/// <param name="Gpu">The number of a GPU, from 0; null is the processor.</param>
internal sealed record DeviceChoice(int? Gpu)
{
    private const string Word = "gpu";

    /// <summary>Null where the text is none of <c>cpu</c>, <c>gpu</c>, <c>gpu:N</c>.</summary>
    public static DeviceChoice? Parse(string text)
    {
        if (text.Equals("cpu", StringComparison.OrdinalIgnoreCase)) return new DeviceChoice(Gpu: null);
        if (text.Equals(Word, StringComparison.OrdinalIgnoreCase)) return new DeviceChoice(0);
        bool numbered = text.StartsWith(Word + ":", StringComparison.OrdinalIgnoreCase);
        return numbered && int.TryParse(text.AsSpan(Word.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new DeviceChoice(number)
            : null;
    }

    /// <exception cref="NetArchException">There is no such device, or none in this build.</exception>
    public ComputeDevice? Open() => Gpu is { } number ? Gpus.Open(number) : null;
}

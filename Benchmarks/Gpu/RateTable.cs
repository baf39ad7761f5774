using System.Globalization;
using NetArch.Gpu;

namespace NetArch.Benchmarks.Gpu;

/// <summary>One table: network, batch, precision, images a second, share of the device's peak, and PyTorch beside it, measured in turns.</summary>
internal sealed class RateTable(GpuOptions options)
{
    private const string Columns = "{0,-10} {1,5} {2,-8} {3,11} {4,6}   {5,11} {6,6}   {7,11} {8,6}";

    private string? peerProblem;
    private string peerVersion = "none";

    /// <returns>Whether every network ran.</returns>
    public bool Print(TextWriter output)
    {
        using GpuDevice device = options.Open();
        output.WriteLine(Invariant(
            $"{device.Name}, {device.Multiprocessors} multiprocessors, up to {device.ClockMegahertz} MHz, compute capability {device.ComputeCapability?.ToString() ?? "none"}; training, images/s"));
        output.WriteLine(Invariant($"{DateTime.UtcNow:yyyy-MM-dd}; ours with samples from the host's memory in every step, PyTorch's with one batch that stays on the device"));
        output.WriteLine();
        output.WriteLine(Row("network", "batch", "by", "NetArch", "peak", "eager", "ratio", "compiled", "ratio"));
        bool all = true;
        foreach (GpuNetwork network in options.Networks)
            foreach (Precision precision in options.Precisions) all &= PrintRow(output, network, precision, device);
        output.WriteLine();
        output.WriteLine(peerProblem is null ? $"PyTorch {peerVersion}" : $"PyTorch was not measured everywhere: {peerProblem}");
        return all;
    }

    private bool PrintRow(TextWriter output, GpuNetwork network, Precision precision, GpuDevice device)
    {
        string by = precision.ToString().ToLowerInvariant();
        double ours;
        try
        {
            ours = GpuRate.ImagesPerSecond(network, device, precision, options.Seconds);
        }
        catch (GpuException failure)
        {
            output.WriteLine(Row(network.Name, $"{network.Batch}", by, "failed", "", "", "", "", "") + "  " + failure.Message);
            return false;
        }

        PeerRate? peer = options.Emulated ? null : Peer(network, precision);
        output.WriteLine(Row(
            network.Name, $"{network.Batch}", by, Rate(ours), Share(ours, network, precision, device),
            Rate(peer?.Eager), Ratio(ours, peer?.Eager), Rate(peer?.Compiled), Ratio(ours, peer?.Compiled)));
        output.Flush();
        return true;
    }

    private PeerRate? Peer(GpuNetwork network, Precision precision)
    {
        PeerRate? peer = PeerRate.Measure(network, precision, options.Seconds, out string reason);
        if (peer is null) peerProblem = reason;
        else peerVersion = peer.Version;
        return peer;
    }

    private static string Share(double rate, GpuNetwork network, Precision precision, GpuDevice device)
    {
        if (DevicePeak.Of(device, precision) is not { } peak) return "-";
        return Invariant($"{100 * rate * DevicePeak.TrainingOperations(network.Description) / peak:0.0}%");
    }

    private static string Rate(double? rate) => rate is { } known ? Invariant($"{known:N0}") : "-";

    private static string Ratio(double ours, double? theirs) => theirs is { } known ? Invariant($"{ours / known:0.00}") : "-";

    private static string Row(params object[] cells) => string.Format(CultureInfo.InvariantCulture, Columns, cells).TrimEnd();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

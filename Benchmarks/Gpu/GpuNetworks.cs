namespace NetArch.Benchmarks.Gpu;

/// <param name="Name">Here and in <c>peers/networks.py</c>.</param>
/// <param name="Batch">Samples in a step.</param>
internal sealed record GpuNetwork(string Name, int Batch, NetworkDescription Description, Func<NetworkOptions, Network> Create)
{
    public static GpuNetwork Of<TNetwork>(int batch) where TNetwork : Network, INetwork<TNetwork> =>
        new(TNetwork.Describe.Name, batch, TNetwork.Describe, TNetwork.Create);
}

/// <summary>What is timed, smallest first.</summary>
internal static class GpuNetworks
{
    public static IReadOnlyList<GpuNetwork> All { get; } =
    [
        GpuNetwork.Of<LeNet>(128), GpuNetwork.Of<DigitsMlp>(128), GpuNetwork.Of<DigitsCnn>(128), GpuNetwork.Of<CifarCnn>(128),
        GpuNetwork.Of<ResNet20>(128), GpuNetwork.Of<ResNet18>(128), GpuNetwork.Of<VggD>(64),
    ];

    public static GpuNetwork? Named(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase));
}

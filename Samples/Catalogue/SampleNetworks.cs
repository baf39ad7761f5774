using NetArch.Samples.Networks;

namespace NetArch.Samples.Catalogue;

/// <summary>Every network of the samples; a new one is a file in <c>Networks</c> and an entry here.</summary>
internal static class SampleNetworks
{
    public static IReadOnlyList<ISampleNetwork> All { get; } =
    [
        new SampleNetwork<LeNet, LeNet.Input, LeNet.Target, LeNet.Output>(
            "LeNet-5 (LeCun et al. 1998): two convolutions, three fully connected layers, tanh", new DigitData()),
        new SampleNetwork<DigitsMlp, DigitsMlp.Input, DigitsMlp.Target, DigitsMlp.Output>(
            "Digits by fully connected layers alone: three of 512 with ReLU and dropout", new DigitData()),
    ];

    /// <summary>The network of that name, however its letters are cased, or null.</summary>
    public static ISampleNetwork? Named(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Description.Name, name, StringComparison.OrdinalIgnoreCase));
}

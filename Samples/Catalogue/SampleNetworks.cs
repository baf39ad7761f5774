using NetArch.Samples.Networks;

namespace NetArch.Samples.Catalogue;

/// <summary>Every network of the samples; a new one is a file in <c>Networks</c> and an entry here.</summary>
internal static class SampleNetworks
{
    private static readonly SampleData Digits = new DigitData();
    private static readonly SampleData HouseNumbers = new SvhnData();
    private static readonly SampleData Photographs = new CifarData();
    private static readonly SampleData ImageNet = new NoData("ImageNet");

    public static IReadOnlyList<ISampleNetwork> All { get; } =
    [
        new SampleNetwork<LeNet, LeNet.Input, LeNet.Target, LeNet.Output>(
            "LeNet-5 (LeCun et al. 1998): two convolutions, three fully connected layers, tanh", Digits),
        new SampleNetwork<DigitsMlp, DigitsMlp.Input, DigitsMlp.Target, DigitsMlp.Output>(
            "Digits by fully connected layers alone: three of 512 with ReLU and dropout", Digits),
        new SampleNetwork<DigitsCnn, DigitsCnn.Input, DigitsCnn.Target, DigitsCnn.Output>(
            "Digits by two convolutions, a pool and two fully connected layers, with dropout", Digits),
        new SampleNetwork<Networks.Digits, Networks.Digits.Input, Networks.Digits.Target, Networks.Digits.Output>(
            "HouseNumbers for handwritten digits", Digits),
        new SampleNetwork<MissingFeatures, MissingFeatures.Input, MissingFeatures.Target, MissingFeatures.Output>(
            "Digits by two convolutions, with dropout by channel", Digits),
        new SampleNetwork<MissingFeaturesNegated, MissingFeaturesNegated.Input, MissingFeaturesNegated.Target, MissingFeaturesNegated.Output>(
            "MissingFeatures, whose features x go on as -x", Digits),
        new SampleNetwork<MissingFeaturesComplement, MissingFeaturesComplement.Input, MissingFeaturesComplement.Target, MissingFeaturesComplement.Output>(
            "MissingFeatures, whose features x go on as 1 - x", Digits),
        new SampleNetwork<HouseNumbers, HouseNumbers.Input, HouseNumbers.Target, HouseNumbers.Output>(
            "House numbers by three convolutions with batch normalisation and three fully connected layers", HouseNumbers),
        new SampleNetwork<CifarCnn, CifarCnn.Input, CifarCnn.Target, CifarCnn.Output>(
            "Photographs by six convolutions with batch normalisation and dropout", Photographs),
        new SampleNetwork<ResNet20, ResNet20.Input, ResNet20.Target, ResNet20.Output>(
            "Residual network for small images (He et al. 2015), three blocks a stage, zero-padded shortcuts", Photographs),
        new SampleNetwork<ResNet32, ResNet32.Input, ResNet32.Target, ResNet32.Output>(
            "The same with five blocks a stage", Photographs),
        new SampleNetwork<ResNet56, ResNet56.Input, ResNet56.Target, ResNet56.Output>(
            "The same with nine blocks a stage", Photographs),
        new SampleNetwork<AlexNet, AlexNet.Input, AlexNet.Target, AlexNet.Output>(
            "AlexNet (Krizhevsky et al. 2012), on one device", ImageNet),
        new SampleNetwork<AlexNetGrouped, AlexNetGrouped.Input, AlexNetGrouped.Target, AlexNetGrouped.Output>(
            "AlexNet as it was trained, its convolutions split between two devices", ImageNet),
        new SampleNetwork<VggA, VggA.Input, VggA.Target, VggA.Output>("VGG with 11 layers (Simonyan and Zisserman 2015)", ImageNet),
        new SampleNetwork<VggALrn, VggALrn.Input, VggALrn.Target, VggALrn.Output>("VGG A with local response normalisation", ImageNet),
        new SampleNetwork<VggB, VggB.Input, VggB.Target, VggB.Output>("VGG with 13 layers", ImageNet),
        new SampleNetwork<VggC, VggC.Input, VggC.Target, VggC.Output>("VGG with 16 layers, three of them 1x1", ImageNet),
        new SampleNetwork<VggD, VggD.Input, VggD.Target, VggD.Output>("VGG with 16 layers: VGG-16", ImageNet),
        new SampleNetwork<VggE, VggE.Input, VggE.Target, VggE.Output>("VGG with 19 layers: VGG-19", ImageNet),
        new SampleNetwork<GoogLeNet, GoogLeNet.Input, GoogLeNet.Target, GoogLeNet.Output>(
            "GoogLeNet (Szegedy et al. 2015): nine inception modules, no auxiliary heads", ImageNet),
        new SampleNetwork<Plain18, Plain18.Input, Plain18.Target, Plain18.Output>("ResNet-18 without its shortcuts", ImageNet),
        new SampleNetwork<Plain34, Plain34.Input, Plain34.Target, Plain34.Output>("ResNet-34 without its shortcuts", ImageNet),
        new SampleNetwork<ResNet18, ResNet18.Input, ResNet18.Target, ResNet18.Output>("Residual network with 18 layers, projected shortcuts", ImageNet),
        new SampleNetwork<ResNet18Padded, ResNet18Padded.Input, ResNet18Padded.Target, ResNet18Padded.Output>(
            "Residual network with 18 layers, zero-padded shortcuts", ImageNet),
        new SampleNetwork<ResNet34, ResNet34.Input, ResNet34.Target, ResNet34.Output>("Residual network with 34 layers, projected shortcuts", ImageNet),
        new SampleNetwork<ResNet34Padded, ResNet34Padded.Input, ResNet34Padded.Target, ResNet34Padded.Output>(
            "Residual network with 34 layers, zero-padded shortcuts", ImageNet),
        new SampleNetwork<ResNet50, ResNet50.Input, ResNet50.Target, ResNet50.Output>("Residual network with 50 layers, bottleneck blocks", ImageNet),
        new SampleNetwork<Line, Line.Input, Line.Target, Line.Output>("A line by two layers, for the worked examples", new NoData("two points")),
        new SampleNetwork<Flags, Flags.Input, Flags.Target, Flags.Output>("Two flags by one layer, for the worked examples", new NoData("two pixels")),
        new SampleNetwork<Logistic, Logistic.Input, Logistic.Target, Logistic.Output>("Logistic regression", new NoData("breast cancer")),
        new SampleNetwork<DeepTanh, DeepTanh.Input, DeepTanh.Target, DeepTanh.Output>(
            "Ten layers of tanh: how initial weights decide what reaches the end", new NoData("random numbers")),
    ];

    /// <summary>The network of that name, however its letters are cased and whatever hyphens are in it (VGG-D, resnet_50), or null.</summary>
    public static ISampleNetwork? Named(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Description.Name, Plain(name), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}

using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

/// <summary>The networks of the material: each states its own shapes and counts, so that a wrong number is an error.</summary>
public sealed class NetworkCaseTests
{
    private static readonly Lazy<CheckedFile[]> Files = new(() =>
    {
        ArchFile[] files = [.. CaseFile.Names("Networks").Select(name => ArchCompilation.Parse(name, CaseFile.Read("Networks", name).Text))];
        BlockLibrary blocks = ArchCompilation.CollectBlocks(files);
        return [.. files.Select(file => ArchCompilation.Check(file, blocks))];
    });

    [Fact]
    public void All_of_them_together_have_no_findings()
    {
        Files.Value.SelectMany(file => file.Diagnostics).Concat(ArchCompilation.CheckProject(Files.Value)).ShouldBeEmpty();
        Files.Value.Sum(file => file.Networks.Count).ShouldBe(32);
    }

    [Theory]
    [InlineData("LeNet", 61_684)]
    [InlineData("VggA", 132_863_336)]
    [InlineData("VggALrn", 132_863_336)]
    [InlineData("VggB", 133_047_848)]
    [InlineData("VggC", 133_638_952)]
    [InlineData("VggD", 138_357_544)]
    [InlineData("VggE", 143_667_240)]
    [InlineData("AlexNet", 62_378_344)]
    [InlineData("AlexNetGrouped", 60_965_224)]
    [InlineData("GoogLeNet", 6_998_552)]
    [InlineData("DigitsMlp", 932_362)]
    [InlineData("DigitsCnn", 1_199_882)]
    [InlineData("CifarCnn", 1_345_066)]
    [InlineData("MissingFeatures", 21_840)]
    [InlineData("Line", 4)]
    [InlineData("Flags", 6)]
    [InlineData("DeepTanh", 2_505_000)]
    public void A_network_has_the_parameters_of_the_literature(string name, long parameters) => Find(name).Counts.Parameters.ShouldBe(parameters);

    [Theory]
    [InlineData("Plain18", 11_515_688)]
    [InlineData("Plain34", 21_623_848)]
    [InlineData("ResNet18", 11_689_512)]
    [InlineData("ResNet34", 21_797_672)]
    [InlineData("ResNet18Padded", 11_515_688)]
    [InlineData("ResNet34Padded", 21_623_848)]
    [InlineData("ResNet50", 25_557_032)]
    [InlineData("ResNet20", 269_722)]
    [InlineData("ResNet32", 464_154)]
    [InlineData("ResNet56", 853_018)]
    [InlineData("HouseNumbers", 1_309_322)]
    [InlineData("Digits", 947_274)]
    [InlineData("CifarCnn", 1_343_146)]
    public void A_network_has_the_trainable_parameters_of_the_literature(string name, long trainable) => Find(name).Counts.Trainable.ShouldBe(trainable);

    [Fact]
    public void GoogLeNets_modules_have_the_channels_and_parameters_of_the_paper()
    {
        Layer[] modules = [.. Find("GoogLeNet").Layers.OfType<BlockUse>()];
        modules.Select(module => module.Output.Channels).ShouldBe([256, 480, 512, 512, 512, 528, 832, 832, 1024]);
        modules.Select(module => module.Counts.Parameters)
            .ShouldBe([163_696, 388_736, 376_176, 449_160, 510_104, 605_376, 868_352, 1_043_456, 1_444_080]);
    }

    [Fact]
    public void Vggs_layers_have_the_sizes_of_the_paper()
    {
        Layer[] weighted = [.. Find("VggD").Layers.Leaves().Where(layer => layer.Counts.Weights > 0)];
        // The first convolution of each stage, the last of the fifth, and the three fully connected layers.
        int[] shown = [0, 2, 4, 7, 12, 13, 14, 15];
        shown.Select(index => weighted[index].Counts.Weights)
            .ShouldBe([1_728, 73_728, 294_912, 1_179_648, 2_359_296, 102_760_448, 16_777_216, 4_096_000]);
        weighted[13..].Select(layer => layer.Counts.Biases).ShouldBe([4_096, 4_096, 1_000]);
    }

    [Fact]
    public void Six_filters_of_5x5_over_three_channels_have_456_parameters() =>
        ArchCompilation.Compile("a", "network A { input 3x32x32; conv 6 5x5 params (5 * 5 * 3) * 6 + 6 }").Networks.Single().Network.Counts.Parameters.ShouldBe(456);

    [Fact]
    public void Every_layer_of_every_network_has_a_name_of_its_own_and_a_place()
    {
        foreach (CheckedNetwork network in Files.Value.SelectMany(file => file.Networks))
        {
            string[] names = [.. network.Network.Layers.Leaves().Select(layer => layer.Name)];
            names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(names.Length);
            network.Locations.Select(location => location.Layer).ShouldBe(names, ignoreOrder: true);
        }
    }

    [Fact]
    public void Losses_follow_from_the_last_layer()
    {
        Find("LeNet").Loss.ShouldBe(LossKind.CrossEntropy);
        Find("Logistic").Loss.ShouldBe(LossKind.BinaryCrossEntropy);
        Find("Line").Loss.ShouldBe(LossKind.SquaredError);
    }

    private static Network Find(string name) => Files.Value.SelectMany(file => file.Networks).Single(network => network.Network.Name == name).Network;
}

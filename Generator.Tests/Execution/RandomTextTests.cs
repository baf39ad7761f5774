using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl.Model;
using NetArch.Generator.Tests.Planning;

namespace NetArch.Generator.Tests.Execution;

/// <summary>The random networks themselves: they pass the language's checks, and between them use all of it.</summary>
public sealed class RandomTextTests
{
    private static readonly Network[] Networks =
        [.. RandomText.Network.Sample(150, new Rnd(1), 10).Select(text => Plans.Check($"{Statements.Blocks}\nnetwork Net {{ {text} }}\n"))];

    [Fact]
    public void Every_kind_of_layer_occurs()
    {
        string[] kinds = [.. Networks.SelectMany(network => All(network.Layers)).Select(layer => layer.GetType().Name).Distinct()];
        kinds.ShouldBe(
            typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer))).Select(type => type.Name), ignoreOrder: true);
    }

    [Fact]
    public void Every_activation_loss_and_shortcut_occurs()
    {
        Layer[] layers = [.. Networks.SelectMany(network => All(network.Layers))];
        layers.OfType<Activation>().Select(layer => layer.Kind).Distinct().Count().ShouldBe(Enum.GetValues<ActivationKind>().Length);
        layers.OfType<Residual>().Select(layer => layer.Kind).Distinct().Count().ShouldBe(Enum.GetValues<ShortcutKind>().Length);
        Networks.Select(network => network.Loss).Distinct().Count().ShouldBe(Enum.GetValues<LossKind>().Length);
        layers.OfType<Dropout>().ShouldContain(layer => layer.ByChannel);
        layers.OfType<BatchNormalisation>().ShouldContain(layer => layer.Frozen);
        layers.OfType<Concatenation>().ShouldContain(layer => layer.Branches.Any(branch => branch.Count == 0));
    }

    [Fact]
    public void The_same_seed_gives_the_same_networks() =>
        RandomText.Network.Sample(5, new Rnd(7), 10).ShouldBe(RandomText.Network.Sample(5, new Rnd(7), 10));

    private static IEnumerable<Layer> All(IEnumerable<Layer> layers) => layers.SelectMany(layer => layer switch
    {
        Residual residual => All(residual.Body.Concat(residual.Shortcut)).Append(residual),
        Concatenation concatenation => All(concatenation.Branches.SelectMany(branch => branch)).Append(concatenation),
        BlockUse block => All(block.Layers).Append(block),
        _ => [layer],
    });
}

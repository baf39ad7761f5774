using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

public sealed class NamingTests
{
    [Fact]
    public void A_layer_without_a_label_has_its_keyword_and_its_ordinal() =>
        Source.Names("network Test { input 1x8x8; conv 2 3x3; relu; conv 2 3x3; relu; fc 3 }").ShouldBe(["conv1", "relu1", "conv2", "relu2", "fc1"]);

    [Fact]
    public void A_label_on_one_layer_renames_no_other() =>
        Source.Names("network Test { input 4; First: fc 4; fc 4; Last: fc 4; fc 4 }").ShouldBe(["First", "fc2", "Last", "fc4"]);

    [Fact]
    public void A_blocks_use_adds_a_segment_and_residual_branch_and_repeat_add_none() =>
        Source.Names("""
            block Basic() { residual { fc 4 }; repeat 2 { fc 4 } }
            network Test {
                input 4
                Basic()
                Head: Basic()
                repeat 2 { fc 4; Basic() }
                concat { branch { fc 2 } branch { residual { fc 4 } } }
            }
            """).ShouldBe(
            [
                "Basic1.fc1", "Basic1.fc2", "Basic1.fc3", "Head.fc1", "Head.fc2", "Head.fc3",
                "fc1", "Basic3.fc1", "Basic3.fc2", "Basic3.fc3", "fc2", "Basic4.fc1", "Basic4.fc2", "Basic4.fc3", "fc3", "fc4",
            ]);

    [Fact]
    public void The_layers_of_a_shortcut_come_after_the_body_under_its_name() =>
        Source.Names("""
            block Basic(channels, step = 1) {
                residual { conv channels 3x3 pad 1 stride step floor; batchnorm } shortcut project
                residual { conv channels 1x1 } shortcut { conv channels 1x1; Last: relu }
            }
            network Test {
                input 4x8x8
                Basic(4)
                Basic(8, step: 2)
                residual { relu } shortcut { relu }
                residual { relu } shortcut { relu }
            }
            """).ShouldBe(
            [
                "Basic1.conv1", "Basic1.batchnorm1", "Basic1.conv2", "Basic1.shortcut.conv1", "Basic1.shortcut.Last",
                "Basic2.conv1", "Basic2.batchnorm1", "Basic2.shortcut.conv1", "Basic2.shortcut.batchnorm1",
                "Basic2.conv2", "Basic2.shortcut.conv2", "Basic2.shortcut.Last",
                "relu1", "shortcut.relu1", "relu2", "shortcut.relu2",
            ]);

    [Fact]
    public void Composites_have_names_too()
    {
        EquatableArray<Layer> layers = Source.Layers("4", "residual { fc 4 }\nJoin: concat { branch { fc 4 } }\nresidual { fc 4 }");
        layers.Select(layer => layer.Name).ShouldBe(["residual1", "Join", "residual2"]);
    }

    [Theory]
    [InlineData("channels")]
    [InlineData("k")]
    public void A_word_that_means_something_only_where_it_stands_may_name_a_parameter(string name) =>
        Source.Network($"block B({name}) {{ conv {name} ({name})x({name}); lrn k {name}; dropout 0.5 channels }}\nnetwork Test {{ input 1x8x8; B(3) }}").Output.ToString().ShouldBe("3x6x6");

    [Fact]
    public void Every_member_that_no_label_may_have_is_refused_in_any_case()
    {
        foreach (string member in ReservedMembers.All)
        {
            string[] ids = Source.Ids($"network Test {{ input 4; {member.ToUpperInvariant()}: fc 4; {member}x: fc 4 }}");
            ids.ShouldBe(["ARCH1008"], member);
        }
    }

    [Fact]
    public void A_name_that_differs_from_a_member_is_no_error() => Source.Ids("network Test { input 4; Outer: fc 4; @class: fc 4 }").ShouldBe(["ARCH0011"]);
}

using System.Collections;
using System.Reflection;
using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

/// <summary>What an incremental build compares.</summary>
public sealed class EqualityTests
{
    private const string Residual =
        """
        block Basic(channels, step = 1) {
            residual {
                conv channels 3x3 stride step pad 1 nobias floor
                batchnorm
                relu
            } shortcut pad
            relu
        }

        network Small {
            input 3x8x8
            repeat 2 { Basic(4) }
            Basic(8, step: 2)
            concat { branch { conv 4 1x1; relu }; branch { maxpool 2x2 stride 1 pad 1 floor; conv 4 2x2 } }
            fc 10
            softmax
        }

        """;

    [Fact]
    public void A_comment_changes_no_network()
    {
        CheckedFile before = ArchCompilation.Compile("a", Residual);
        CheckedFile after = ArchCompilation.Compile("a", "# A comment.\n" + Residual.Replace("relu\n", "relu   # so\n", StringComparison.Ordinal));
        after.Networks.Select(network => network.Network).ShouldBe(before.Networks.Select(network => network.Network));
        after.Networks[0].NameSpan.ShouldNotBe(before.Networks[0].NameSpan);
    }

    [Fact]
    public void A_comment_behind_the_statements_changes_nothing_at_all()
    {
        ArchFile before = ArchCompilation.Parse("a", Residual);
        ArchFile after = ArchCompilation.Parse("a", Residual + "# The end.\n");
        after.ShouldBe(before);
        BlockLibrary blocks = ArchCompilation.CollectBlocks([after]);
        blocks.ShouldBe(ArchCompilation.CollectBlocks([before]));
        blocks.GetHashCode().ShouldBe(ArchCompilation.CollectBlocks([before]).GetHashCode());
        ArchCompilation.Check(after, blocks).ShouldBe(ArchCompilation.Check(before, blocks));
    }

    [Fact]
    public void A_network_changes_no_library_and_a_block_does()
    {
        const string Block = "block B(n) { fc n }\n";
        BlockLibrary before = Collect(Block + "network A { input 4; B(3) }");
        Collect(Block + "network A { input 5; B(3); relu }").ShouldBe(before);
        Collect(Block.Replace("fc n", "fc 2 * n", StringComparison.Ordinal)).ShouldNotBe(before);

        static BlockLibrary Collect(string text) => ArchCompilation.CollectBlocks([ArchCompilation.Parse("a", text)]);
    }

    [Fact]
    public void Files_in_another_order_give_the_same_library()
    {
        ArchFile a = ArchCompilation.Parse("a", "block A() { relu }"), b = ArchCompilation.Parse("b", "block B() { relu }");
        ArchCompilation.CollectBlocks([b, a]).ShouldBe(ArchCompilation.CollectBlocks([a, b]));
    }

    [Fact]
    public void A_network_holds_no_place_in_the_text()
    {
        foreach (CheckedNetwork network in ArchCompilation.Compile("a", Residual).Networks)
        {
            Reachable(network.Network).Select(item => item.GetType().Namespace).Distinct().ShouldBe(["NetArch.Dsl.Model"]);
        }
    }

    /// <summary>Every object of this project that can be reached over fields.</summary>
    private static IEnumerable<object> Reachable(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? item))
        {
            if (item is string || item.GetType().IsPrimitive || item.GetType().IsEnum || !seen.Add(item)) continue;
            if (item is IEnumerable items) items.Cast<object>().ToList().ForEach(open.Push);
            else yield return item;
            for (Type? type = item is IEnumerable ? null : item.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
                foreach (FieldInfo field in type.GetFields(Own)) if (field.GetValue(item) is { } value) open.Push(value);
            }
        }
    }
}

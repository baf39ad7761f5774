namespace NetArch.Tool.Tests.Commands;

public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layers_shapes_and_counts_stand_in_aligned_columns() => ToolRun.In(ToolRun.Networks, "summary", "LeNet.net.arch").ShouldSucceed("""
        LeNet

        layer                         output    parameters  multiply-accumulates
        input                         1x32x32
        C1        conv 6 5x5 nobias   6x28x28          150               117,600
        tanh1     tanh                6x28x28
        S2        avgpool 2x2         6x14x14
        C3        conv 16 5x5 nobias  16x10x10       2,400               240,000
        tanh2     tanh                16x10x10
        S4        avgpool 2x2         16x5x5
        C5        fc 120              120           48,120                48,000
        tanh3     tanh                120
        F6        fc 84               84            10,164                10,080
        tanh4     tanh                84
        Out       fc 10               10               850                   840
        softmax1  softmax             10
        total                         10            61,684               416,520
        trainable 61,684

        """);

    [Fact]
    public void A_file_of_several_networks_shows_all_or_the_one_named()
    {
        folder.Write("Two.net.arch", "network A { input 4; fc 2 }\nnetwork B { input 4; fc 3 }");
        ToolRun.In(folder, "summary", "Two.net.arch").Output.Split('\n').Where(line => line is "A" or "B").ShouldBe(["A", "B"]);
        ToolRun.In(folder, "summary", "Two.net.arch", "B").Output.ShouldStartWith("B\n");
        ToolRun.In(folder, "summary", "Two.net.arch", "C").ShouldFail(2, "there is no network C in Two.net.arch; did you mean A?; it has A, B");
    }

    [Fact]
    public void A_network_with_mistakes_shows_them_and_another_of_its_file_is_shown_all_the_same()
    {
        folder.Write("Two.net.arch", "network A { input 4; conv 2 3x3 }\nnetwork B { input 4; fc 3 }");

        ToolRun refused = ToolRun.In(folder, "summary", "Two.net.arch", "A");

        refused.ShouldFail(1, "A has mistakes; mend them first");
        refused.Output.ShouldContain("error ARCH2001");
        ToolRun.In(folder, "summary", "Two.net.arch", "B").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_file_of_blocks_has_no_summary() =>
        ToolRun.In(ToolRun.Networks, "summary", "ResidualBlocks.net.arch").ShouldFail(1, "ResidualBlocks.net.arch has blocks and no network");
}

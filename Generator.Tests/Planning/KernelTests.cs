using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>Properties of every kernel: small enough for the JIT, within the registers, and called as nothing else is.</summary>
public class KernelTests
{
    public static TheoryData<int, int> Targets => new() { { 1, 32 }, { 2, 16 }, { 4, 32 } };

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_body_has_more_than_600_multiply_adds(int vectorsPerRow, int registers) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(RandomNetworks.Arbitrary, chain =>
            Plans.Of(chain.Text, new VectorTarget(vectorsPerRow, registers)).Kernels.ShouldAllBe(kernel => kernel.BodySize <= VectorTarget.MaximumBodySize)));

    [Fact]
    public void Kernels_that_differ_have_different_names()
    {
        var names = new Dictionary<string, Kernel>(StringComparer.Ordinal);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(RandomNetworks.Arbitrary, chain =>
            {
                foreach (Kernel kernel in Plans.Of(chain.Text).Kernels)
                {
                    if (!names.TryAdd(kernel.MethodName, kernel)) names[kernel.MethodName].ShouldBe(kernel);
                }
            }));
    }

    /// <summary>Fully connected kernels differ in ways that only some sizes show.</summary>
    [Fact]
    public void Fully_connected_kernels_that_differ_have_different_names()
    {
        int[] sizes = [1, 10, 16, 250, 255, 256, 260, 265, 512, 4_100];
        Kernel[] kernels = [.. (
            from inputs in sizes
            from outputs in sizes
            from bias in new[] { "", " nobias" }
            from kernel in Plans.Of($"input {inputs}; relu; fc {outputs}{bias}; relu; fc 3").Kernels
            select kernel).Distinct()];
        kernels.GroupBy(kernel => kernel.MethodName).Where(group => group.Count() > 1).Select(group => string.Join(" | ", group)).ShouldBeEmpty();
    }

    /// <summary>The convolutions of the networks that the language was made for, and harder ones.</summary>
    [Theory]
    [InlineData("3x227x227", "conv 96 11x11 stride 4")]
    [InlineData("96x27x27", "conv 256 5x5 pad 2 groups 2")]
    [InlineData("3x224x224", "conv 64 7x7 stride 2 pad 3 floor")]
    [InlineData("3x224x224", "conv 64 3x3 pad 1")]
    [InlineData("512x14x14", "conv 512 3x3 pad 1")]
    [InlineData("832x7x7", "conv 384 1x1")]
    [InlineData("1x64x64", "conv 1 25x25 pad 12")]
    [InlineData("1x1x1000", "conv 2 1x24")]
    [InlineData("2x40x40", "conv 3 5x5 dilation 9 pad 20")]
    [InlineData("4x33x33", "conv 4 3x3 stride 7 pad 1 floor")]
    public void Any_convolution_has_kernels_that_fit(string input, string convolution)
    {
        EquatableArray<Kernel> kernels = Plans.Of($"input {input}; relu; {convolution}; avgpool global").Kernels;
        kernels.ShouldAllBe(kernel => kernel.BodySize <= VectorTarget.MaximumBodySize);
    }

    [Theory]
    [InlineData("1x64x64", "conv 1 41x41 pad 20")]
    [InlineData("1x1x1000", "conv 2 1x700")]
    [InlineData("1x1x300", "conv 2 1x200 pad 0x150")]
    public void A_convolution_whose_rows_are_too_long_to_write_out_runs_in_the_runtimes_loops(string input, string convolution)
    {
        NetworkPlan plan = Plans.Of($"input {input}\nconv 1 1x1\nWide: {convolution}");
        plan.Kernels.OfType<ConvolutionForward>().Count().ShouldBe(1, "the 1x1 convolution's");
        plan.Inference.StepsOf<GeneralConvolveStep>().Count().ShouldBe(1);
        plan.Training.StepsOf<GeneralWeightGradientStep>().Count().ShouldBe(1);
        plan.Training.StepsOf<GeneralDataGradientStep>().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("avgpool global")]
    [InlineData("maxpool 32x32")]
    [InlineData("avgpool 32x16")]
    public void A_pooling_over_large_windows_is_a_loop_of_its_own(string pool)
    {
        NetworkPlan plan = Plans.Of($"input 3x64x64; conv 4 3x3 pad 1; relu; {pool}");
        plan.Inference.StepsOf<PoolStep>().Count().ShouldBe(1);
        plan.Kernels.ShouldAllBe(kernel => kernel.BodySize <= VectorTarget.MaximumBodySize);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Register_tiles_fit_the_registers(int vectorsPerRow, int registers) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(RandomNetworks.Arbitrary, chain =>
        {
            foreach (Kernel kernel in Plans.Of(chain.Text, new VectorTarget(vectorsPerRow, registers)).Kernels)
            {
                int values = kernel switch
                {
                    ConvolutionForward k => k.FilterTile * k.ColumnTile + 1,
                    ConvolutionDataGradient k => k.Tile.Channels * k.ColumnTile + 1,
                    FullyConnectedForward k => k.RowTile * VectorTarget.TilesPerPair + VectorTarget.TilesPerPair,
                    FullyConnectedDataGradient k => k.ColumnTile * VectorTarget.TilesPerPair + VectorTarget.TilesPerPair,
                    _ => 1,
                };
                if (values > 2) (values * vectorsPerRow).ShouldBeLessThan(registers, kernel.MethodName);
            }
        }));

    /// <summary>Kernels have no remainders: tiles of filters, channels and rows divide them.</summary>
    [Fact]
    public void Register_tiles_divide_what_they_tile() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(RandomNetworks.Arbitrary, chain =>
        {
            NetworkPlan plan = Plans.Of(chain.Text);
            foreach (ConvolutionDataGradientStep step in plan.Training.StepsOf<ConvolutionDataGradientStep>())
                (step.Geometry.Channels % step.Kernel.Tile.Channels).ShouldBe(0, step.Kernel.MethodName);
            foreach (ConvolutionWeightGradientStep step in plan.Training.StepsOf<ConvolutionWeightGradientStep>())
            {
                (step.Geometry.Filters % step.Kernel.Tile.Filters).ShouldBe(0, step.Kernel.MethodName);
                (step.Geometry.Channels % step.Kernel.Tile.Channels).ShouldBe(0, step.Kernel.MethodName);
            }

            foreach (Kernel kernel in plan.Kernels)
            {
                int rest = kernel switch
                {
                    ConvolutionForward k => k.Geometry.Filters % k.FilterTile,
                    FullyConnectedWeightGradient k => k.InputVectors % k.VectorTile,
                    _ => 0,
                };
                rest.ShouldBe(0, kernel.MethodName);
            }
        }));
}

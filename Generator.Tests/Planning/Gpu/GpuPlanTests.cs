using NetArch.Dsl;
using NetArch.Dsl.Checking;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using NetArch.Generator.Planning.Gpu;

namespace NetArch.Generator.Tests.Planning.Gpu;

/// <summary>Plans for a GPU: the CPU's rules, other kernels.</summary>
public class GpuPlanTests
{
    [Theory]
    [InlineData("LeNet", 10)]
    [InlineData("DigitsMlp", 4)]
    [InlineData("CifarCnn", 9)]
    [InlineData("ResNet20", 11)]
    [InlineData("GoogLeNet", 22)]
    public void Few_kernels_serve_a_network(string network, int kernels) => Portable(OfSample(network)).Count().ShouldBe(kernels);

    [Theory]
    [InlineData("LeNet", 0)]
    [InlineData("CifarCnn", 5)]
    [InlineData("ResNet20", 9)]
    public void Tensor_cores_have_kernels_where_there_are_eight_channels_and_filters(string network, int kernels)
    {
        GpuPlan plan = OfSample(network);
        (plan.Kernels.Count - Portable(plan).Count()).ShouldBe(kernels);
        plan.Kernels.OfType<GpuTensorConvolution>().ShouldAllBe(kernel => kernel.Registers <= 224);
    }

    [Fact]
    public void Channels_filters_and_sizes_of_images_are_no_part_of_a_kernel() =>
        Portable(Of("input 8x16x16; conv 16 3x3 pad 1; relu")).ShouldBe(Portable(Of("input 64x32x32; conv 128 3x3 pad 1; relu")));

    [Fact]
    public void A_fully_connected_layer_is_a_convolution_of_1x1_images()
    {
        GpuConvolveStep step = Of("input 12; fc 10").Inference.StepsOf<GpuConvolveStep>().Single();
        step.Geometry.Channels.ShouldBe(12);
        step.Geometry.AllFilters.ShouldBe(10);
        step.Geometry.InputPositions.ShouldBe(1);
    }

    [Fact]
    public void An_activation_after_a_convolution_shares_its_kernel() =>
        Of("input 3x6x6; conv 4 3x3; relu").Inference.Steps.ShouldNotContain(step => step is ActivateStep);

    [Fact]
    public void A_residuals_sum_is_taken_by_the_convolution_before_it() =>
        Of("input 4x6x6; residual { conv 4 3x3 pad 1 }; relu").Inference.StepsOf<GpuConvolveStep>().Single().Addend.ShouldNotBeNull();

    [Fact]
    public void No_step_copies_samples_to_rows_or_adds_up_slots()
    {
        GpuPlan plan = OfSample("LeNet");
        plan.Schedules.SelectMany(schedule => schedule.Steps).ShouldAllBe(step => !(step is GatherStep || step is TransposeStep || step is ReduceStep));
    }

    [Fact]
    public void Steps_keep_the_order_in_which_the_rules_made_them() =>
        OfSample("ResNet20").Training.Stages.Count.ShouldBe(1, "there is nothing to meet for: each step works on the whole batch");

    [Theory]
    [InlineData("input 1x40x40; conv 4 3x33 floor", Unrolling.Nothing)]
    [InlineData("input 3x227x227; conv 96 11x11 stride 4", Unrolling.Row)]
    [InlineData("input 3x16x16; conv 16 3x3", Unrolling.Window)]
    public void A_window_is_written_out_as_far_as_instruction_caches_go(string text, Unrolling expected) =>
        Of(text).Inference.StepsOf<GpuConvolveStep>().Single().Kernel.Unrolling.ShouldBe(expected);

    [Theory]
    [InlineData(56, 8)]
    [InlineData(7, 7)]
    [InlineData(1, 1)]
    public void Column_tiles_waste_little(int width, int mostWaste)
    {
        GpuConvolution kernel = Of($"input 64x{width}x{width}; conv 64 3x3 pad 1").Inference.StepsOf<GpuConvolveStep>().Single().Kernel;
        int covered = (width + kernel.ColumnTile - 1) / kernel.ColumnTile * kernel.ColumnTile;
        (covered - width).ShouldBeLessThanOrEqualTo(mostWaste);
        (kernel.FilterTile * kernel.ColumnTile).ShouldBeLessThanOrEqualTo(GpuTarget.Accumulators);
    }

    [Fact]
    public void A_strided_gradient_visits_each_tap_once_for_each_input_column_that_it_meets()
    {
        GpuDataGradient kernel = Of("input 8x16x16; conv 8 3x3 stride 2 pad 1 floor; relu; conv 8 3x3 stride 2 pad 1 floor").Training
            .StepsOf<GpuDataGradientStep>().Single().Kernel;
        (kernel.ColumnTile % 2).ShouldBe(0);
        kernel.Taps.Count.ShouldBe(kernel.ColumnTile * 3 / 2, "of three taps one meets even columns and two meet odd ones, or the other way round");
    }

    [Fact]
    public void Every_trained_parameter_of_every_sample_gets_one_gradient()
    {
        // VerifyGpuPlan throws otherwise; so it does for buffers that lie over each other, and for reads of what nothing wrote.
        foreach (string name in new[] { "AlexNetGrouped", "ResNet50", "VggE", "MissingFeatures", "HouseNumbers", "DeepTanh" }) OfSample(name).ShouldNotBeNull();
    }

    [Fact]
    public void Weights_lie_four_filters_side_by_side_and_padded()
    {
        GpuParameterPlan place = Of("input 6x8x8; conv 6 3x3 groups 2 nobias").Places.Single();
        place.ShouldBe(new GpuParameterPlan("conv1.weight", 0, Groups: 2, Rows: 3, Columns: 27, IsTrained: true, place.GradientRows, place.GradientWarps, place.TensorWarps));
        place.GradientRows.ShouldBe(6);
    }

    /// <summary>The kernels that need no tensor cores.</summary>
    private static IEnumerable<Kernel> Portable(GpuPlan plan) =>
        plan.Kernels.Where(kernel => kernel is not (GpuTensorConvolution or GpuTensorWeightGradient));

    private static GpuPlan Of(string text) => GpuPlanner.Plan(Plans.Check(text));

    /// <summary>A network of the samples, whose files share their blocks.</summary>
    private static GpuPlan OfSample(string name)
    {
        string folder = Path.Combine(TestSources.RepositoryDirectory, "Samples", "Networks");
        ArchFile[] files = [.. Directory.GetFiles(folder, "*.net.arch").Order(StringComparer.Ordinal).Select(file => ArchCompilation.Parse(file, File.ReadAllText(file)))];
        BlockLibrary blocks = ArchCompilation.CollectBlocks(files);
        return GpuPlanner.Plan(files.SelectMany(file => ArchCompilation.Check(file, blocks).Networks).Single(network => network.Network.Name == name).Network);
    }
}

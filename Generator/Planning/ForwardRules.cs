using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Forward: each operation as steps.</summary>
internal sealed class ForwardRules(ScheduleBuilder builder)
{
    private readonly HashSet<string> summed = new();

    public void Apply(Shape input)
    {
        ViewJoinedBranches();
        builder.Tiles(new PackStep(builder.Buffer(NetworkGraph.InputName, input.Count), input.Count));
        foreach (FullyConnected reader in SampleRowReaders(NetworkGraph.InputName))
            builder.Tiles(new GatherStep(builder.SampleRows(NetworkGraph.InputName, reader), input.Count, PlanParameters.RowStride(reader)));
        SumForBatchNorm(NetworkGraph.InputName);
        foreach (Operation operation in builder.Graph.Operations) Lower(operation);
    }

    /// <summary>The name of the sums that a batch norm over a value needs.</summary>
    public static string SumsOf(string value) => "sums(" + value + ")";

    /// <summary>The name of the batch's statistics that a batch norm found.</summary>
    public static string StatisticsOf(Layer norm) => "statistics(" + norm.Name + ")";

    /// <summary>The name of what an lrn keeps for its gradient.</summary>
    public static string ScalesOf(Layer layer) => "scales(" + layer.Name + ")";

    /// <summary>A branch writes straight into its part of the joined value, if it can.</summary>
    private void ViewJoinedBranches()
    {
        foreach (Operation join in builder.Graph.Operations.Where(operation => operation.Kind == OperationKind.Join))
        {
            int first = 0;
            foreach (string branch in join.Inputs)
            {
                int count = builder.CountOf(branch);
                if (branch != NetworkGraph.InputName && !builder.IsView(branch)) builder.View(branch, join.Output, first, count);
                first += count;
            }
        }
    }

    private void Lower(Operation operation)
    {
        string to = builder.Value(operation.Output);
        if (operation.IsFullyConnected)
        {
            Connect(operation, (FullyConnected)operation.Core, to);
        }
        else
        {
            switch (operation.Kind)
            {
                case OperationKind.Sum: Sum(operation, to); break;
                case OperationKind.PaddedShortcut: PadShortcut(operation, to); break;
                case OperationKind.Join: CopyBranches(operation); break;
                default: Compute(operation, to); break;
            }

            if (builder.IsTraining && operation.Dropout is { } dropout) builder.Tiles(Drop(Scope.Tile, to, operation, dropout));
            foreach (FullyConnected reader in SampleRowReaders(to)) builder.Tiles(SampleRows(Scope.Tile, to, reader));
        }

        SumForBatchNorm(to);
    }

    private void Compute(Operation operation, string to)
    {
        string from = operation.From;
        int count = operation.Core.Output.Count;
        switch (operation.Core)
        {
            case Convolution convolution:
                Convolve(operation, convolution, to);
                break;
            case BatchNormalisation norm:
                Normalise(operation, norm, to);
                break;
            case Pooling pooling:
                builder.Tiles(new PoolStep(new PoolForward(PoolingGeometry.Of(pooling)), from, to));
                break;
            case Activation:
                builder.Tiles(new ActivateStep(from, to, count, operation.Activation));
                break;
            case LocalResponseNormalisation layer:
                builder.Tiles(new LocalResponseStep(layer, from, builder.Buffer(ScalesOf(layer), count), to));
                break;
            case Maxout maxout:
                builder.Tiles(new MaxoutStep(from, to, maxout.Output.Channels, maxout.Pieces, maxout.Output.Positions));
                break;
            case Flatten:
                builder.Tiles(new CopyStep(from, to, count));
                break;
            case Softmax:
                builder.Tiles(new CopyStep(from, to, count), new LossStep(LossKind.CrossEntropy, to, Gradient: null, count));
                break;
            case Dropout dropout:
                builder.Tiles(new CopyStep(from, to, count));
                if (builder.IsTraining) builder.Tiles(Drop(Scope.Tile, to, operation, dropout));
                break;
            default:
                throw new System.InvalidOperationException("No steps for " + operation.Core.GetType().Name);
        }
    }

    private void Convolve(Operation operation, Convolution convolution, string to)
    {
        Operand weight = builder.WeightOperand(operation), bias = builder.BiasOperand(operation);
        if (!builder.Kernels.CanWriteOut(convolution))
        {
            builder.Tiles(new GeneralConvolveStep(
                ConvolutionGeometry.Of(convolution), operation.From, weight, bias, operation.Addend, to, operation.Activation));
            return;
        }

        ConvolutionForward kernel = builder.Kernels.Forward(convolution, operation.Pool);
        string? pooled = operation.Pool is null ? null : to;
        string values = to;
        bool isKept = operation.Pool is null || KeepsPooled(operation);
        if (operation.Pool is not null)
        {
            int rows = isKept ? convolution.Output.Height : kernel.RowsPerGroup;
            values = builder.Buffer(operation.ActivatedName, convolution.Filters * rows * convolution.Output.Width);
        }

        string? sums = operation is { Pool: null, Dropout: null } && NormalisedChannels(to).Contains(convolution.Filters)
            ? DeclareSums(to, convolution.Filters)
            : null;
        builder.Tiles(new ConvolveStep(
            kernel, operation.From, weight, bias, operation.Addend, values, pooled, isKept, sums, operation.Activation));
    }

    private bool KeepsPooled(Operation operation) =>
        builder.Pass == Pass.InputGradients || builder.IsTraining && builder.NeedsGradient(operation.Output);

    private void Connect(Operation operation, FullyConnected connected, string to)
    {
        bool byRows = ScheduleBuilder.IsSplitByRows(operation);
        FullyConnectedForward kernel = builder.Kernels.Forward(connected);
        Scope after = byRows ? Scope.Rows : Scope.Tile;
        var steps = new List<Step>
        {
            new ConnectStep(
                byRows ? Scope.Rows : Scope.Pair, kernel, operation.From, builder.WeightOperand(operation), builder.BiasOperand(operation),
                to, connected.Outputs, operation.Activation),
        };
        if (builder.IsTraining && operation.Dropout is { } dropout) steps.Add(Drop(after, to, operation, dropout));
        steps.AddRange(SampleRowReaders(to).Select(reader => SampleRows(after, to, reader)));
        builder.Units.Add(byRows ? WorkUnit.ByRows(steps, connected.Outputs, kernel.RowTile) : WorkUnit.Tiles(steps.ToArray()));
    }

    private void Normalise(Operation operation, BatchNormalisation layer, string to)
    {
        BatchNormParameters norm = builder.BatchNorm(layer);
        if (!builder.IsTraining)
        {
            builder.Tiles(new NormaliseStep(
                operation.From, null, norm.Running(FoldedPlan.Scale(layer)), operation.Addend, to, norm.Channels, norm.Positions, operation.Activation));
            return;
        }

        string statistics = builder.BatchBuffer(StatisticsOf(layer), BatchCoefficientRows * PlanParameters.ChannelStride(norm.Channels));
        builder.Units.Add(WorkUnit.ByRows(
            new[] { new MergeStatisticsStep(norm, SumsOf(operation.From, norm.Channels), statistics) }, norm.Channels, VectorTarget.Lanes));
        builder.Tiles(new NormaliseStep(
            operation.From, statistics, null, operation.Addend, to, norm.Channels, norm.Positions, operation.Activation));
    }

    private void Sum(Operation operation, string to) =>
        builder.Tiles(new SumStep(operation.Inputs[0], operation.Inputs[1], to, operation.Core.Output.Count, operation.Activation));

    private void PadShortcut(Operation operation, string to)
    {
        var residual = (Residual)operation.Core;
        builder.Tiles(new PaddedShortcutStep(
            operation.From, to, residual.Input, residual.Output, residual.ShortcutStride, IsBackward: false));
    }

    /// <summary>What could not be written into the joined value where it was made.</summary>
    private void CopyBranches(Operation join)
    {
        int first = 0;
        for (int i = 0; i < join.Inputs.Count; i++)
        {
            string branch = join.Inputs[i];
            int count = builder.CountOf(branch);
            if (!builder.LiesIn(branch, join.Output, first))
            {
                string part = builder.View(PartOf(join, i), join.Output, first, count);
                builder.Tiles(new CopyStep(branch, part, count));
            }

            first += count;
        }
    }

    /// <summary>The name of a branch's part of a joined value.</summary>
    public static string PartOf(Operation join, int branch) =>
        join.Output + "." + (branch + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void SumForBatchNorm(string value)
    {
        foreach (int channels in NormalisedChannels(value).Where(channels => !summed.Contains(SumsOf(value, channels))))
            builder.Tiles(new BatchSumsStep(value, DeclareSums(value, channels), channels, builder.CountOf(value) / channels));
    }

    /// <summary>How many channels the batch norms see that read the value in training: its own, or, behind a flatten, each of its values.</summary>
    private IEnumerable<int> NormalisedChannels(string value) => builder.IsTraining
        ? builder.Graph.ReadersOf(value).Where(reader => reader.IsBatchNormalisation).Select(reader => reader.Core.Input.Channels).Distinct()
        : Enumerable.Empty<int>();

    private string DeclareSums(string value, int channels)
    {
        summed.Add(SumsOf(value, channels));
        return builder.Buffer(SumsOf(value, channels), BatchSumVectors * channels);
    }

    private string SumsOf(string value, int channels) =>
        SumsOf(channels == builder.Graph.ShapeOf(value).Channels ? value : "flat(" + value + ")");

    /// <summary>Vectors of sums for each channel; the runtime's <c>BatchStatistics.SumVectors</c>.</summary>
    private const int BatchSumVectors = 3;

    /// <summary>Rows of what normalises a batch; the runtime's <c>BatchStatistics.CoefficientRows</c>.</summary>
    private const int BatchCoefficientRows = 5;

    public static DropStep Drop(Scope scope, string buffer, Operation operation, Dropout dropout)
    {
        // On a vector each channel is one value, and dropping by channel is dropping.
        int channels = dropout.ByChannel && dropout.Output.Positions > 1 ? dropout.Output.Channels : 0;
        return new(scope, buffer, dropout.Output.Count, channels, operation.DropoutOrdinal, (float)dropout.Probability);
    }

    /// <summary>The fully connected layers whose weight gradients need a value sample by sample: one for each way to pad its rows.</summary>
    private IEnumerable<FullyConnected> SampleRowReaders(string value) => builder.Graph.ReadersOf(value)
        .Where(reader => reader.IsFullyConnected && builder.IsTrained(reader) && !builder.Kernels.WorksInOrder)
        .Select(reader => (FullyConnected)reader.Core)
        .GroupBy(reader => PlanParameters.RowStride(reader)).Select(group => group.First());

    private TransposeStep SampleRows(Scope scope, string value, FullyConnected reader) =>
        new(scope, value, builder.SampleRows(value, reader), builder.CountOf(value), PlanParameters.RowStride(reader));
}

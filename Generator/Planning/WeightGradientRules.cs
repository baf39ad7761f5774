using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Backward through the layers with weights.</summary>
internal sealed class WeightGradientRules(ScheduleBuilder builder, GradientLedger ledger)
{
    /// <summary>A convolution with the pooling after it. Where only the weights want a gradient, the rows of dz are made and used up a few at a time.</summary>
    public void ConvolvePooled(Operation operation, string gradient)
    {
        bool isRowBlocked = builder.IsTrained(operation) && !builder.NeedsGradient(operation.From);
        PoolGradientStep pool = Unpool(operation, gradient, isRowBlocked);
        if (!isRowBlocked)
        {
            builder.Tiles(pool);
            Convolve(operation, pool.To);
            return;
        }

        builder.Tiles(WeightGradient(operation, pool.To, pool));
    }

    /// <param name="dz">The gradient by the convolution's own result.</param>
    public void Convolve(Operation operation, string dz)
    {
        var convolution = (Convolution)operation.Core;
        bool isWrittenOut = builder.Kernels.CanWriteOut(convolution);
        if (builder.IsTrained(operation))
        {
            builder.Tiles(isWrittenOut
                ? WeightGradient(operation, dz, pool: null)
                : new GeneralWeightGradientStep(
                    ConvolutionGeometry.Of(convolution), operation.From, dz, builder.Weight(convolution), builder.Bias(convolution)));
        }

        if (!builder.NeedsGradient(operation.From)) return;
        (string? addend, Epilogue epilogue) = ledger.Offer(operation.From, canAdd: true);
        string to = builder.FreshGradient(operation.From);
        Operand weight = builder.WeightOperand(operation);
        builder.Tiles(isWrittenOut
            ? new ConvolutionDataGradientStep(
                builder.Kernels.DataGradient(convolution), ConvolutionGeometry.Of(convolution), dz, weight, addend, to, epilogue.Value, epilogue.Activation, epilogue.Probability)
            : new GeneralDataGradientStep(
                ConvolutionGeometry.Of(convolution), dz, weight, addend, to, epilogue.Value, epilogue.Activation, epilogue.Probability));
        ledger.Add(operation.From, new(to, IsShared: false, epilogue.Value is not null));
    }

    public void Connect(Operation operation, string dz)
    {
        var connected = (FullyConnected)operation.Core;
        bool byRows = ScheduleBuilder.IsSplitByRows(operation);
        Scope scope = byRows ? Scope.Rows : Scope.Pair;
        if (builder.NeedsGradient(operation.From))
        {
            Epilogue epilogue = ledger.Offer(operation.From, canAdd: false).Epilogue;
            FullyConnectedDataGradient kernel = builder.Kernels.DataGradient(connected);
            var step = new ConnectDataGradientStep(
                scope, kernel, dz, builder.WeightOperand(operation), builder.FreshGradient(operation.From), connected.Inputs,
                epilogue.Value, epilogue.Activation, epilogue.Probability);
            builder.Units.Add(byRows ? WorkUnit.ByRows(new[] { step }, connected.Inputs, kernel.ColumnTile) : WorkUnit.Tiles(step));
            ledger.Add(operation.From, new(step.To, IsShared: false, epilogue.Value is not null));
        }

        if (builder.IsTrained(operation))
        {
            FullyConnectedWeightGradient kernel = builder.Kernels.WeightGradient(connected);
            var step = new ConnectWeightGradientStep(
                scope, kernel, builder.SampleRowsOf(operation.From, connected), dz, builder.Weight(connected), builder.Bias(connected), connected.Outputs);
            builder.Units.Add(byRows ? WorkUnit.ByRows(new[] { step }, connected.Outputs, kernel.RowTile) : WorkUnit.Tiles(step));
        }
    }

    private ConvolutionWeightGradientStep WeightGradient(Operation operation, string dz, PoolGradientStep? pool)
    {
        var convolution = (Convolution)operation.Core;
        int weight = builder.Weight(convolution);
        bool isWide = builder.Parameter(weight).Placement == GradientPlacement.Wide;
        return new(
            builder.Kernels.WeightGradient(convolution, isWide), ConvolutionGeometry.Of(convolution), operation.From, dz, weight,
            builder.Bias(convolution), pool);
    }

    /// <param name="isRowBlock">Only some rows exist at a time.</param>
    private PoolGradientStep Unpool(Operation operation, string gradient, bool isRowBlock)
    {
        Pooling pool = operation.Pool!;
        int rows = isRowBlock ? pool.Window.Stride.Height : pool.Input.Height;
        string to = builder.FreshGradient(operation.Core.Name, pool.Input.Channels * rows * pool.Input.Width);
        return new(
            new PoolGradient(PoolingGeometry.Of(pool)), gradient, operation.ActivatedName, operation.Output, to, operation.Activation);
    }
}

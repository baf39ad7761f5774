using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Backward through a batch norm: in training tiles meet once more, for the sums that every sample's gradient depends on.</summary>
internal sealed class BatchNormGradientRules(ScheduleBuilder builder, GradientLedger ledger)
{
    /// <summary>Vectors of sums for each channel; the runtime's <c>BatchGradient.SumVectors</c>, and as many on a GPU as of the values themselves.</summary>
    private int SumVectors => builder.Kernels.WorksInOrder ? 3 : 2;

    /// <summary>Rows of what a gradient is made of; the runtime's <c>BatchGradient.CoefficientRows</c>.</summary>
    private const int CoefficientRows = 4;

    public void Apply(Operation operation, BatchNormalisation layer, string gradient)
    {
        if (builder.IsTraining) Train(operation, layer, gradient);
        else Scale(operation, layer, gradient);
    }

    private void Train(Operation operation, BatchNormalisation layer, string gradient)
    {
        BatchNormParameters norm = builder.BatchNorm(layer);
        string value = operation.From, statistics = ForwardRules.StatisticsOf(layer);
        string sums = builder.Buffer("d(" + ForwardRules.SumsOf(layer.Name) + ")", SumVectors * norm.Channels);
        string coefficients = builder.BatchBuffer("d(" + statistics + ")", CoefficientRows * PlanParameters.ChannelStride(norm.Channels));
        builder.Tiles(new BatchGradientSumsStep(gradient, value, statistics, sums, norm.Channels, norm.Positions));
        builder.Units.Add(WorkUnit.ByRows(
            new[] { new MergeGradientStep(norm, sums, statistics, coefficients) }, norm.Channels, VectorTarget.Lanes));
        if (!builder.NeedsGradient(value)) return;
        Epilogue epilogue = ledger.Offer(value, canAdd: false).Epilogue is { Probability: 0 } offered ? offered : Epilogue.None;
        string to = builder.FreshGradient(value);
        builder.Tiles(new BatchGradientStep(gradient, value, coefficients, to, norm.Channels, norm.Positions, epilogue.Activation));
        ledger.Add(value, new(to, IsShared: false, epilogue.Value is not null));
    }

    private void Scale(Operation operation, BatchNormalisation layer, string gradient)
    {
        Epilogue epilogue = ledger.Offer(operation.From, canAdd: false).Epilogue;
        string to = builder.FreshGradient(operation.From);
        builder.Tiles(new ScaleGradientStep(
            gradient, FoldedPlan.Scale(layer), epilogue.Value, to, layer.Input.Channels, layer.Input.Positions, epilogue.Activation));
        ledger.Add(operation.From, new(to, IsShared: false, epilogue.Value is not null));
    }
}

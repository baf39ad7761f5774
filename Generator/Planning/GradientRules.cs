using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Backward: for each fused layer, from the last to the first, the steps that turn the gradient by its output into
/// gradients by its parameters and by its input.</summary>
/// <param name="needsWeightGradients">False where only the gradient by the inputs is wanted.</param>
/// <param name="dropsOut">False where forward dropped nothing.</param>
internal sealed class GradientRules(ScheduleBuilder builder, bool needsWeightGradients, bool dropsOut)
{
    /// <summary>Walks down to the first layer that is trained, or to the inputs.</summary>
    /// <param name="gradient">The gradient by the last layer's output.</param>
    /// <returns>The gradient by the network's inputs, if it was wanted.</returns>
    public string? Apply(string gradient)
    {
        int last = needsWeightGradients ? builder.FirstTrained : 0;
        var current = new Gradient(gradient, IsBeforeActivation: false);
        for (int i = builder.Layers.Count - 1; i >= last; i--)
        {
            bool needsData = i > last || !needsWeightGradients;
            Gradient? next = Differentiate(i, current, needsData);
            if (next is null) return null;
            current = next;
        }

        return current.Buffer;
    }

    private Gradient? Differentiate(int index, Gradient gradient, bool needsData)
    {
        FusedLayer layer = builder.Layers[index];
        switch (layer.Core)
        {
            case Convolution convolution:
                return Convolve(index, layer, convolution, gradient, needsData);
            case FullyConnected connected:
                return Connect(index, layer, connected, BeforeActivation(layer, gradient), needsData);
            case Pooling pooling:
                return new(Tiles(
                    new PoolGradientStep(
                        new PoolGradient(PoolingGeometry.Of(pooling)), gradient.Buffer, builder.InputOf(index), builder.OutputOf(index),
                        InputGradient(index), ActivationFunction.Identity), InputGradient(index)), false);
            case Activation:
                return new(Tiles(
                    new DifferentiateStep(gradient.Buffer, builder.OutputOf(index), InputGradient(index), layer.Input.Count, layer.Activation, 0),
                    InputGradient(index)), false);
            default:
                DropBack(layer, gradient.Buffer, (float)((Dropout)layer.Core).Probability);
                return gradient with { IsBeforeActivation = false };
        }
    }

    private Gradient? Convolve(int index, FusedLayer layer, Convolution convolution, Gradient gradient, bool needsData)
    {
        bool trained = needsWeightGradients && builder.IsTrained(index);
        PoolGradientStep? pool = layer.Pool is null ? null : Unpool(layer, gradient.Buffer, isRowBlock: trained && !needsData);
        string dz = pool?.To ?? BeforeActivation(layer, gradient);
        bool isRowBlocked = pool is not null && trained && !needsData;
        if (pool is not null && !isRowBlocked) Tiles(pool, dz);
        if (trained)
        {
            Tiles(
                new ConvolutionWeightGradientStep(
                    builder.ConvolutionWeightKernel(convolution), builder.InputOf(index), dz, builder.Weight(convolution),
                    builder.Bias(convolution), isRowBlocked ? pool : null), dz);
        }

        if (!needsData) return null;
        Epilogue epilogue = EpilogueFor(index);
        return new(Tiles(
            new ConvolutionDataGradientStep(
                builder.ConvolutionDataKernel(convolution), dz, builder.Weight(convolution), InputGradient(index),
                epilogue.Value, epilogue.Activation, epilogue.Probability), InputGradient(index)), epilogue.Value is not null);
    }

    private Gradient? Connect(int index, FusedLayer layer, FullyConnected connected, string dz, bool needsData)
    {
        bool byRows = ScheduleBuilder.IsSplitByRows(layer);
        Scope scope = byRows ? Scope.Rows : Scope.Pair;
        Gradient? result = null;
        if (needsData)
        {
            Epilogue epilogue = EpilogueFor(index);
            FullyConnectedDataGradient kernel = builder.ConnectDataKernel(connected);
            var step = new ConnectDataGradientStep(
                scope, kernel, dz, builder.Weight(connected), InputGradient(index), connected.Inputs,
                epilogue.Value, epilogue.Activation, epilogue.Probability);
            builder.Units.Add(byRows ? WorkUnit.ByRows(new[] { step }, connected.Inputs, kernel.ColumnTile) : WorkUnit.Tiles(step));
            result = new(step.To, epilogue.Value is not null);
        }

        if (needsWeightGradients && builder.IsTrained(index))
        {
            FullyConnectedWeightGradient kernel = builder.ConnectWeightKernel(connected);
            var step = new ConnectWeightGradientStep(
                scope, kernel, ForwardRules.SampleRowsName(builder, index), dz, builder.Weight(connected), builder.Bias(connected), connected.Outputs);
            builder.Units.Add(byRows ? WorkUnit.ByRows(new[] { step }, connected.Outputs, kernel.RowTile, isDeferred: true) : WorkUnit.Tiles(step));
        }

        return result;
    }

    /// <summary>The gradient by what a layer's activation was applied to.</summary>
    private string BeforeActivation(FusedLayer layer, Gradient gradient)
    {
        if (gradient.IsBeforeActivation) return gradient.Buffer;
        if (layer.Dropout is not null) DropBack(layer, gradient.Buffer, layer.DropProbability);
        if (layer.Activation == ActivationFunction.Identity) return gradient.Buffer;
        string to = builder.Buffer(ScheduleBuilder.GradientOf(layer.Core.Name), layer.Core.Output.Count);
        return Tiles(
            new DifferentiateStep(
                gradient.Buffer, layer.Last.Name, to, layer.Core.Output.Count, layer.Activation, dropsOut ? layer.DropProbability : 0), to);
    }

    private void DropBack(FusedLayer layer, string gradient, float probability)
    {
        if (dropsOut) Tiles(new DropStep(Scope.Tile, gradient, layer.Output.Count, layer.DropoutOrdinal, probability), gradient);
    }

    /// <param name="isRowBlock">Only some rows exist at a time.</param>
    private PoolGradientStep Unpool(FusedLayer layer, string gradient, bool isRowBlock)
    {
        Pooling pool = layer.Pool!;
        int rows = isRowBlock ? pool.Window.Stride.Height : pool.Input.Height;
        string to = builder.Buffer(ScheduleBuilder.GradientOf(layer.Core.Name), pool.Input.Channels * rows * pool.Input.Width);
        return new(new PoolGradient(PoolingGeometry.Of(pool)), gradient, ForwardRules.ValuesOf(layer), layer.Last.Name, to, layer.Activation);
    }

    /// <summary>The derivative that a data gradient can end with: that of the activation which made the layer's input, if nothing lies between.</summary>
    private Epilogue EpilogueFor(int index)
    {
        if (index == 0) return Epilogue.None;
        FusedLayer before = builder.Layers[index - 1];
        if (before is not { HasParameters: true, Pool: null }) return Epilogue.None;
        if (before.Dropout is null || !dropsOut)
            return before.Activation == ActivationFunction.Identity ? Epilogue.None : new(builder.InputOf(index), before.Activation, 0);
        return before.Activation.IsZeroAtZero() ? new(builder.InputOf(index), before.Activation, before.DropProbability) : Epilogue.None;
    }

    private string InputGradient(int index) => builder.Buffer(ScheduleBuilder.GradientOf(builder.InputOf(index)), builder.Layers[index].Input.Count);

    private string Tiles(Step step, string result)
    {
        builder.Units.Add(WorkUnit.Tiles(step));
        return result;
    }

    private sealed record Gradient(string Buffer, bool IsBeforeActivation);

    private sealed record Epilogue(string? Value, ActivationFunction Activation, float Probability)
    {
        public static readonly Epilogue None = new(null, ActivationFunction.Identity, 0);
    }
}

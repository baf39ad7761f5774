using System;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Backward: for each operation, from the last to the first that needs it, the steps that turn the gradient by its output
/// into gradients by its parameters and by what it reads.</summary>
internal sealed class GradientRules
{
    private readonly ScheduleBuilder builder;
    private readonly GradientLedger ledger;
    private readonly WeightGradientRules weights;
    private readonly BatchNormGradientRules batchNorm;

    public GradientRules(ScheduleBuilder builder)
    {
        this.builder = builder;
        ledger = new GradientLedger(builder);
        weights = new WeightGradientRules(builder, ledger);
        batchNorm = new BatchNormGradientRules(builder, ledger);
    }

    /// <param name="gradient">The gradient by the value that the loss reads.</param>
    /// <returns>The gradient by the network's inputs, if it was wanted.</returns>
    public string? Apply(string gradient)
    {
        ledger.Add(builder.Graph.Output, new Contribution(gradient, IsShared: false));
        foreach (Operation operation in builder.Graph.Operations.Reverse())
        {
            if (builder.NeedsGradient(operation.Output)) Differentiate(operation);
        }

        return builder.NeedsGradient(NetworkGraph.InputName) ? ledger.Take(NetworkGraph.InputName).Buffer : null;
    }

    private void Differentiate(Operation operation)
    {
        Contribution gradient = ledger.Take(operation.Output);
        if (operation.IsConvolution && operation.Pool is not null)
        {
            weights.ConvolvePooled(operation, gradient.Buffer);
            return;
        }

        if (operation is { Kind: OperationKind.Layer, Core: Activation or Pooling or Dropout })
        {
            DifferentiateFunction(operation, gradient);
            return;
        }

        gradient = BeforeActivation(operation, gradient);
        if (operation.Addend is { } addend)
        {
            gradient = gradient with { IsShared = true };
            if (builder.NeedsGradient(addend)) ledger.Add(addend, gradient with { IsBeforeActivation = false });
        }

        switch (operation.Kind)
        {
            case OperationKind.Sum: GiveToBoth(operation, gradient.Buffer); break;
            case OperationKind.Join: GiveToBranches(operation, gradient); break;
            case OperationKind.PaddedShortcut: PadBack(operation, gradient.Buffer); break;
            default: DifferentiateLayer(operation, gradient.Buffer); break;
        }
    }

    private void DifferentiateLayer(Operation operation, string gradient)
    {
        switch (operation.Core)
        {
            case Convolution: weights.Convolve(operation, gradient); break;
            case FullyConnected: weights.Connect(operation, gradient); break;
            case BatchNormalisation norm: batchNorm.Apply(operation, norm, gradient); break;
            case LocalResponseNormalisation layer:
                Give(operation, to => new LocalResponseGradientStep(layer, gradient, operation.From, ForwardRules.ScalesOf(layer), operation.Output, to));
                break;
            case Maxout maxout:
                Give(operation, to => new MaxoutGradientStep(
                    gradient, operation.From, operation.Output, to, maxout.Output.Channels, maxout.Pieces, maxout.Output.Positions));
                break;
            default: throw new InvalidOperationException("No gradient for " + operation.Core.GetType().Name);
        }
    }

    /// <summary>Functions of single values, and of windows of them.</summary>
    private void DifferentiateFunction(Operation operation, Contribution gradient)
    {
        string from = operation.From;
        switch (operation.Core)
        {
            case Activation:
                string value = operation.Activation.DerivesByInput ? from : operation.Output;
                Give(operation, to => new DifferentiateStep(gradient.Buffer, value, to, builder.CountOf(from), operation.Activation, 0));
                break;
            case Pooling pooling:
                Epilogue epilogue = ledger.Offer(from, canAdd: false).Epilogue is { Probability: 0 } offered ? offered : Epilogue.None;
                string target = builder.FreshGradient(from);
                builder.Tiles(new PoolGradientStep(
                    new PoolGradient(PoolingGeometry.Of(pooling)), gradient.Buffer, from, operation.Output, target, epilogue.Activation));
                ledger.Add(from, new(target, IsShared: false, epilogue.Value is not null));
                break;
            case Dropout dropout:
                ledger.Add(from, DropBack(operation, dropout, gradient));
                break;
        }
    }

    /// <summary>The gradient by what an operation's activation was applied to.</summary>
    private Contribution BeforeActivation(Operation operation, Contribution gradient)
    {
        if (gradient.IsBeforeActivation) return gradient;
        if (operation.Dropout is { } dropout) gradient = DropBack(operation, dropout, gradient);
        if (operation.Activation == ActivationFunction.Identity) return gradient;
        string to = builder.FreshGradient(operation.Core.Name, operation.Core.Output.Count);
        float probability = builder.IsTraining ? operation.DropProbability : 0;
        builder.Tiles(new DifferentiateStep(gradient.Buffer, operation.Output, to, operation.Core.Output.Count, operation.Activation, probability));
        return new(to, IsShared: false);
    }

    private Contribution DropBack(Operation operation, Dropout dropout, Contribution gradient)
    {
        if (!builder.IsTraining) return gradient;
        string buffer = gradient.Buffer;
        if (gradient.IsShared)
        {
            buffer = builder.FreshGradient(operation.Output);
            builder.Tiles(new CopyStep(gradient.Buffer, buffer, builder.CountOf(operation.Output)));
        }

        builder.Tiles(ForwardRules.Drop(Scope.Tile, buffer, operation, dropout));
        return new(buffer, IsShared: false);
    }

    /// <summary>Both summands get the sum's gradient as it is.</summary>
    private void GiveToBoth(Operation operation, string gradient)
    {
        foreach (string value in operation.Inputs.Where(builder.NeedsGradient)) ledger.Add(value, new(gradient, IsShared: true));
    }

    private void GiveToBranches(Operation join, Contribution gradient)
    {
        int first = 0;
        for (int i = 0; i < join.Inputs.Count; i++)
        {
            int count = builder.CountOf(join.Inputs[i]);
            if (builder.NeedsGradient(join.Inputs[i]))
            {
                string part = builder.View(ScheduleBuilder.GradientOf(ForwardRules.PartOf(join, i)), gradient.Buffer, first, count);
                ledger.Add(join.Inputs[i], new(part, gradient.IsShared));
            }

            first += count;
        }
    }

    private void PadBack(Operation operation, string gradient)
    {
        var residual = (Residual)operation.Core;
        Give(operation, to => new PaddedShortcutStep(
            gradient, to, residual.Input, residual.Output, residual.ShortcutStride, IsBackward: true));
    }

    private void Give(Operation operation, Func<string, Step> step)
    {
        string to = builder.FreshGradient(operation.From);
        builder.Tiles(step(to));
        ledger.Add(operation.From, new(to, IsShared: false));
    }
}

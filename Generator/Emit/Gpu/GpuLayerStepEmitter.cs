using System;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>Residuals, normalisations and the rest.</summary>
internal sealed partial class GpuStepEmitter
{
    private void EmitLayerStep(Step step)
    {
        switch (step)
        {
            case SumStep s: Line($"Elementwise.Add<{s.Activation.TypeName}>(frame, {At(s.A)}, {At(s.B)}, {At(s.To)}, {s.Count});"); break;
            case AccumulateStep s: Line($"Elementwise.Accumulate(frame, {At(s.From)}, {At(s.To)}, {s.Count});"); break;
            case PaddedShortcutStep s:
                Line($"PaddedShortcuts.{(s.IsBackward ? "Backward" : "Forward")}(frame, {At(s.From)}, {At(s.To)}, {s.Input.Channels}, {s.Input.Height}, {s.Input.Width}, {s.Output.Channels}, {s.Output.Height}, {s.Output.Width}, {s.Stride.Height}, {s.Stride.Width});");
                break;
            case MaxoutStep s: Line($"Maxouts.Forward(frame, {At(s.From)}, {At(s.To)}, {s.Channels}, {s.Pieces}, {s.Positions});"); break;
            case MaxoutGradientStep s:
                Line($"Maxouts.Backward(frame, {At(s.Value)}, {At(s.Result)}, {At(s.Gradient)}, {At(s.To)}, {s.Channels}, {s.Pieces}, {s.Positions});");
                break;
            case LocalResponseStep s:
                Line($"LocalResponses.Forward(frame, {At(s.From)}, {At(s.Scales)}, {At(s.To)}, {Window(s.Layer)}, {Literals.Of((float)s.Layer.K)});");
                break;
            case LocalResponseGradientStep s:
                Line($"LocalResponses.Backward(frame, {At(s.Value)}, {At(s.Scales)}, {At(s.Result)}, {At(s.Gradient)}, {At(s.To)}, {Window(s.Layer)});");
                break;
            default: EmitBatchNormStep(step); break;
        }
    }

    private void EmitBatchNormStep(Step step)
    {
        switch (step)
        {
            case BatchSumsStep s: Line($"BatchNormalisations.Sum(frame, {At(s.From)}, {At(s.To)}, {s.Channels}, {s.Positions});"); break;
            case MergeStatisticsStep s:
                Line($"BatchNormalisations.Merge(frame, {At(s.Sums)}, {At(s.To)}, {Parameters(s.Norm)}, {s.Norm.Channels}, {s.Norm.Positions}, {Literals.Of(s.Norm.Momentum)}, {Literals.Of(s.Norm.Epsilon)});");
                break;
            case NormaliseStep { Statistics: { } statistics } s:
                Line($"BatchNormalisations.Apply<{s.Activation.TypeName}>(frame, {At(s.From)}, {At(statistics)}, {At(s.Addend)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case NormaliseStep s:
                Line($"BatchNormalisations.ApplyFolded<{s.Activation.TypeName}>(frame, {At(s.From)}, {names.Parameters[s.Running!.Mean.Name]}, {Folded(s.Running.Scale)}, {names.Parameters[s.Running.Shift.Name]}, {At(s.Addend)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case BatchGradientSumsStep s:
                Line($"BatchNormalisations.SumGradients(frame, {At(s.Gradient)}, {At(s.Value)}, {At(s.Statistics)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case MergeGradientStep s:
                Line($"BatchNormalisations.MergeGradients(frame, {At(s.Sums)}, {At(s.Statistics)}, {At(s.To)}, {Index(s.Norm.Scale)}, {Index(s.Norm.Shift)}, {Literals.Of(s.Norm.Trained)}, {s.Norm.Channels}, {s.Norm.Positions});");
                break;
            case BatchGradientStep s:
                Line($"BatchNormalisations.Backward<{s.Activation.TypeName}>(frame, {At(s.Gradient)}, {At(s.Value)}, {At(s.Coefficients)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case ScaleGradientStep s:
                Line($"BatchNormalisations.BackwardFolded<{s.Activation.TypeName}>(frame, {At(s.Gradient)}, {Folded(s.Scale)}, {At(s.Value)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case FoldWeightsStep s: FoldWeights(s); break;
            case FoldScaleStep s:
                Line($"BatchNormalisations.FoldScale(frame, {Index(s.Norm.Scale)}, {Index(s.Norm.RunningVariance)}, {Literals.Of(s.Norm.Epsilon)}, {names.Folded[s.FoldedScale]}, {s.Norm.Channels});");
                break;
            default: throw new InvalidOperationException("No call for " + step.GetType().Name);
        }
    }

    private void FoldWeights(FoldWeightsStep s)
    {
        Planning.Gpu.GpuParameterPlan weight = Find(s.Weight.Name);
        string bias = s.Bias is null ? "-1" : names.Parameters[s.Bias.Name];
        Line($"BatchNormalisations.FoldWeights(frame, {names.Parameters[s.Weight.Name]}, {bias}, {Parameters(s.Norm)}, {Literals.Of(s.Norm.Epsilon)}, {names.Folded[s.FoldedWeight]}, {names.Folded[s.FoldedBias]}, {weight.Groups}, {weight.Rows}, {weight.Columns});");
    }

    private Planning.Gpu.GpuParameterPlan Find(string name)
    {
        foreach (Planning.Gpu.GpuParameterPlan place in plan.Places)
        {
            if (place.Name == name) return place;
        }

        throw new InvalidOperationException("No parameter is named " + name);
    }

    private string Folded(Operand operand) => names.Folded[operand.Name];

    /// <summary>Scale, shift, running mean and running variance, by index.</summary>
    private string Parameters(BatchNormParameters norm) => $"{Index(norm.Scale)}, {Index(norm.Shift)}, {Index(norm.RunningMean)}, {Index(norm.RunningVariance)}";

    private static string Window(LocalResponseNormalisation layer) => FormattableString.Invariant(
        $"{layer.Input.Channels}, {layer.Input.Positions}, {layer.Size}, {Literals.Of((float)layer.Alpha)}, {Literals.Of((float)layer.Beta)}");
}

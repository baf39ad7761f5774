using System;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>Steps that the runtime has methods for, whatever the shape.</summary>
internal sealed partial class CpuStepEmitter
{
    private void EmitLayerStep(Step step)
    {
        switch (step)
        {
            case SumStep s: Line($"LaneSums.Add<{s.Activation.TypeName}>({At(s.A)}, {At(s.B)}, {At(s.To)}, {s.Count});"); break;
            case AccumulateStep s: Line($"LaneSums.Accumulate({At(s.To)}, {At(s.From)}, {s.Count});"); break;
            case PaddedShortcutStep s: PadShortcut(s); break;
            case MaxoutStep s: Line($"Maxout.Forward({At(s.From)}, {At(s.To)}, {s.Channels}, {s.Pieces}, {s.Positions});"); break;
            case MaxoutGradientStep s:
                Line($"Maxout.Backward({At(s.Value)}, {At(s.Result)}, {At(s.Gradient)}, {At(s.To)}, {s.Channels}, {s.Pieces}, {s.Positions});");
                break;
            case LocalResponseStep s:
                Line($"LocalResponse.Forward({At(s.From)}, {At(s.Scales)}, {At(s.To)}, {Window(s.Layer)}, {Literal((float)s.Layer.K)});");
                break;
            case LocalResponseGradientStep s:
                Line($"LocalResponse.Backward({At(s.Value)}, {At(s.Scales)}, {At(s.Result)}, {At(s.Gradient)}, {At(s.To)}, {Window(s.Layer)});");
                break;
            case GeneralConvolveStep s:
                Line($"GeneralConvolution.Forward<{s.Activation.TypeName}>({Shape(s.Geometry)}, {At(s.From)}, {Weight(s.Weight)}, {Weight(s.Bias)}, {At(s.Addend)}, {At(s.To)});");
                break;
            case GeneralDataGradientStep s:
                Line($"GeneralConvolution.DataGradient<{s.Activation.TypeName}>({Shape(s.Geometry)}, {At(s.Gradient)}, {Weight(s.Weight)}, {At(s.Addend)}, {At(s.To)}, {At(s.Value)}, {Scale(s.Probability)});");
                break;
            case GeneralWeightGradientStep s:
                Line($"GeneralConvolution.WeightGradient({Shape(s.Geometry)}, {At(s.Value)}, {At(s.Gradient)}, slot + {Slot(s.Weight)});");
                if (s.Bias is { } bias) Line($"Lanes.AddRows({At(s.Gradient)}, slot + {Slot(bias)}, {s.Geometry.AllFilters}, {s.Geometry.OutputPositions});");
                break;
            default: EmitBatchNormStep(step); break;
        }
    }

    private void EmitBatchNormStep(Step step)
    {
        switch (step)
        {
            case BatchSumsStep s: Line($"BatchStatistics.Add({At(s.From)}, {At(s.To)}, {s.Channels}, {s.Positions});"); break;
            case MergeStatisticsStep s: MergeStatistics(s, s.Norm); break;
            case NormaliseStep s: Normalise(s); break;
            case BatchGradientSumsStep s:
                Line($"BatchGradient.Add({At(s.Gradient)}, {At(s.Value)}, {OfBatch(s.Statistics)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case MergeGradientStep s: MergeGradient(s, s.Norm); break;
            case BatchGradientStep s:
                Line($"BatchGradient.Apply<{s.Activation.TypeName}>(frame, tile, {At(s.Gradient)}, {At(s.Value)}, {OfBatch(s.Coefficients)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case ScaleGradientStep s:
                Line($"BatchGradient.ApplyFolded<{s.Activation.TypeName}>({At(s.Gradient)}, {Weight(s.Scale)}, {At(s.Value)}, {At(s.To)}, {s.Channels}, {s.Positions});");
                break;
            case FoldWeightsStep s:
                Line($"BatchNormalisation.FoldWeights({Weight(s.Weight)}, {(s.Bias is null ? "null" : Weight(s.Bias))}, {Statistics(s.Norm)}, {Weight(new Operand(true, s.FoldedWeight))}, {Weight(new Operand(true, s.FoldedBias))}, {s.RowStride}, first, count);");
                break;
            case FoldScaleStep s:
                Line($"BatchNormalisation.FoldScale(weights + {names.Parameters[s.Norm.Names[0]]}, weights + {names.Parameters[s.Norm.Names[3]]}, {Literal(s.Norm.Epsilon)}, {Weight(new Operand(true, s.FoldedScale))}, first, count);");
                break;
            default: throw new InvalidOperationException("No call for " + step.GetType().Name);
        }
    }

    private void PadShortcut(PaddedShortcutStep s) => Line(
        $"PaddedShortcut.{(s.IsBackward ? "Backward" : "Forward")}({At(s.From)}, {At(s.To)}, {s.Input.Channels}, {s.Input.Height}, {s.Input.Width}, {s.Output.Channels}, {s.Output.Height}, {s.Output.Width}, {s.Stride.Height}, {s.Stride.Width});");

    private void MergeStatistics(MergeStatisticsStep s, BatchNormParameters norm)
    {
        string parameters = string.Join(", ", System.Linq.Enumerable.Select(norm.Names, name => "weights + " + names.Parameters[name]));
        Line($"BatchStatistics.Merge(frame, {OfBatch(s.Sums)}, SharedStride, {OfBatch(s.To)}, {parameters}, first, count, {norm.Channels}, {norm.Positions}, {Literal(norm.Momentum)}, {Literal(norm.Epsilon)});");
    }

    private void Normalise(NormaliseStep s)
    {
        int stride = PlanParameters.ChannelStride(s.Channels);
        string numbers = s.Running is { } running
            ? $"{Weight(running.Mean)}, {Weight(running.Scale)}, {Weight(running.Shift)}"
            : $"{OfBatch(s.Statistics!)}, {OfBatch(s.Statistics!)} + {2 * stride}, {OfBatch(s.Statistics!)} + {3 * stride}";
        Line($"BatchNormalisation.Apply<{s.Activation.TypeName}>({At(s.From)}, {numbers}, {At(s.Addend)}, {At(s.To)}, {s.Channels}, {s.Positions});");
    }

    private void MergeGradient(MergeGradientStep s, BatchNormParameters norm) => Line(
        $"BatchGradient.Merge(frame, in sink, {OfBatch(s.Sums)}, SharedStride, {OfBatch(s.Statistics)}, {OfBatch(s.To)}, {norm.Scale}, {norm.Shift}, {Offset(norm.Scale)}, {Offset(norm.Shift)}, {(norm.Trained ? "true" : "false")}, first, count, {norm.Channels}, {norm.Positions});");

    private string Statistics(BatchNormParameters norm) =>
        string.Join(", ", System.Linq.Enumerable.Select(norm.Names, name => "weights + " + names.Parameters[name])) + ", " + Literal(norm.Epsilon);

    private static string Window(LocalResponseNormalisation layer) => FormattableString.Invariant(
        $"{layer.Input.Channels}, {layer.Input.Positions}, {layer.Size}, {Literal((float)layer.Alpha)}, {Literal((float)layer.Beta)}");

    private static string Shape(ConvolutionGeometry g) => FormattableString.Invariant(
        $"new ConvolutionShape({g.Groups}, {g.Channels}, {g.Filters}, new({g.Height}, {g.OutputHeight}, {g.Kernel.Height}, {g.Stride.Height}, {g.Padding.Height}, {g.Dilation.Height}), new({g.Width}, {g.OutputWidth}, {g.Kernel.Width}, {g.Stride.Width}, {g.Padding.Width}, {g.Dilation.Width}))");
}

using System;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>One step as one call of the runtime, which launches one kernel or a few.</summary>
internal sealed partial class GpuStepEmitter(CodeWriter writer, GpuPlan plan, GpuNames names)
{
    public void Emit(Step step)
    {
        switch (step)
        {
            case PackStep s: Line($"Samples.Pack(frame, {At(s.To)}, {s.Count});"); break;
            case GpuConvolveStep s: Convolve(s); break;
            case GpuDataGradientStep s: ConvolveBackward(s); break;
            case GpuWeightGradientStep s: ConvolveWeights(s); break;
            case PoolStep s: Line($"Poolings.{Kind(s.Kernel.Geometry)}(frame, {At(s.From)}, {At(s.To)}, {Shape(s.Kernel.Geometry)});"); break;
            case PoolGradientStep s: PoolBackward(s); break;
            case ActivateStep s: Line($"Elementwise.Activate<{s.Activation.TypeName}>(frame, {At(s.From)}, {At(s.To)}, {s.Count});"); break;
            case CopyStep s: Line($"Elementwise.Copy(frame, {At(s.From)}, {At(s.To)}, {s.Count});"); break;
            case DropStep { Channels: > 0 } s:
                Line($"Dropouts.DropChannels(frame, {At(s.Buffer)}, {s.Channels}, {s.Count / s.Channels}, {s.Layer}, {Literals.Of(s.Probability)});");
                break;
            case DropStep s: Line($"Dropouts.Drop(frame, {At(s.Buffer)}, {s.Count}, {s.Layer}, {Literals.Of(s.Probability)});"); break;
            case LossStep s: Line($"Losses.{LossName(s.Loss)}(frame, {At(s.From)}, {At(s.Gradient)}, {s.Count});"); break;
            case DifferentiateStep s:
                Line($"Elementwise.Differentiate<{s.Activation.TypeName}>(frame, {At(s.Gradient)}, {At(s.Value)}, {At(s.To)}, {s.Count}, {Literals.Of(s.Probability)});");
                break;
            case RecordStep s: Line($"Samples.Record(frame, {s.Layer}, {At(s.From)}, {s.Count});"); break;
            case UnpackGradientStep s: Line($"Samples.UnpackGradients(frame, {At(s.From)}, {s.Count});"); break;
            default: EmitLayerStep(step); break;
        }
    }

    /// <summary>Weights as tensor cores take them.</summary>
    public void Pack(PackedWeights s) => Line(
        $"TensorSteps.{(s.IsBackward ? "PackBackward" : "PackForward")}(frame, {Shape(s.Geometry)}, {Weight(s.Weight)}, {Packed(s)});");

    private void Convolve(GpuConvolveStep s)
    {
        string portable = Invariant($"ConvolutionSteps.Forward(frame, {Method(s.Kernel)}<{s.Activation.TypeName}>, {Shape(s.Geometry)}, {At(s.From)}, {Weight(s.Weight)}, {Weight(s.Bias)}, {At(s.Addend)}, {At(s.To)}, {s.Kernel.FilterTile}, {s.Kernel.ColumnTile});");
        string? tensor = s.Tensor is { } t
            ? Invariant($"TensorSteps.Forward(frame, {Method(t)}<{s.Activation.TypeName}>, {Shape(s.Geometry)}, {At(s.From)}, {Packed(Find(s.Weight, false))}, {Weight(s.Bias)}, {At(s.Addend)}, {At(s.To)}, {t.Blocks}, {t.ColumnTile});")
            : null;
        Choose(tensor, portable);
    }

    /// <summary>The device's tensor cores, where they are wanted and have a kernel; else the portable one.</summary>
    private void Choose(string? tensor, string portable)
    {
        if (tensor is null)
        {
            writer.Line(portable);
            return;
        }

        writer.Line("if (frame.UsesTensorCores) " + tensor);
        writer.Line("else " + portable);
    }

    private PackedWeights Find(Operand weight, bool isBackward) =>
        plan.Packed.First(packed => packed.Weight == weight && packed.IsBackward == isBackward);

    /// <summary>Packed weights lie behind the folded ones.</summary>
    private string Packed(PackedWeights packed) => Invariant($"frame.Folded({plan.FoldedFloats} + {packed.Offset})");

    private void ConvolveBackward(GpuDataGradientStep s)
    {
        int shift = s.Geometry.Padding.Width / s.Kernel.Stride.Width + s.Kernel.FirstOperand;
        if (s.Kernel.Unrolling == Unrolling.Nothing) shift = s.Geometry.Padding.Width;
        string portable = Invariant($"ConvolutionSteps.DataGradient(frame, {Method(s.Kernel)}<{s.Activation.TypeName}>, {Shape(s.Geometry)}, {At(s.Gradient)}, {Weight(s.Weight)}, {At(s.Addend)}, {At(s.To)}, {At(s.Value)}, {Literals.Of(s.Probability)}, {s.Kernel.ChannelTile}, {s.Kernel.ColumnTile}, {shift});");
        string? tensor = s.Tensor is { } t
            ? Invariant($"TensorSteps.DataGradient(frame, {Method(t)}<{s.Activation.TypeName}>, {Shape(s.Geometry)}, {At(s.Gradient)}, {Packed(Find(s.Weight, true))}, {At(s.Addend)}, {At(s.To)}, {At(s.Value)}, {Literals.Of(s.Probability)}, {t.Blocks}, {t.ColumnTile}, {s.Geometry.Padding.Width / t.Stride.Width + t.FirstOperand});")
            : null;
        Choose(tensor, portable);
    }

    private void ConvolveWeights(GpuWeightGradientStep s)
    {
        string portable = Invariant($"ConvolutionSteps.WeightGradient(frame, {Method(s.Kernel)}, {Shape(s.Geometry)}, {At(s.Value)}, {At(s.Gradient)}, {Index(s.Weight)}, {s.Kernel.Taps}, {s.Kernel.FilterTile}, {s.Kernel.ChannelTile});");
        string? tensor = s.Tensor is { } t
            ? Invariant($"TensorSteps.WeightGradient(frame, {Method(t)}, {Shape(s.Geometry)}, {At(s.Value)}, {At(s.Gradient)}, {Index(s.Weight)}, {16 * GpuTensorWeightGradient.FilterBlocks}, {8 * t.ChannelBlocks});")
            : null;
        Choose(tensor, portable);
        if (s.Bias is { } bias)
            Line($"BiasGradients.Add(frame, {At(s.Gradient)}, {Index(bias)}, {s.Geometry.AllFilters}, {s.Geometry.OutputPositions}, {s.Geometry.OutputHeight});");
    }

    private void PoolBackward(PoolGradientStep s)
    {
        string pooled = s.Pooled is null || s.Kernel.Geometry.Kind == PoolingKind.Average ? "" : At(s.Pooled) + ", ";
        Line($"Poolings.{Kind(s.Kernel.Geometry)}Gradient<{s.Activation.TypeName}>(frame, {At(s.PooledGradient)}, {At(s.Value)}, {pooled}{At(s.To)}, {Shape(s.Kernel.Geometry)});");
    }

    private static string LossName(LossKind loss) => loss switch
    {
        LossKind.CrossEntropy => "SoftmaxCrossEntropy",
        LossKind.BinaryCrossEntropy => "SigmoidCrossEntropy",
        _ => "SquaredError",
    };

    private static string Method(Kernel kernel) => GpuKernelsEmitter.ClassName + "." + kernel.MethodName;

    private static string Kind(PoolingGeometry geometry) => geometry.Kind == PoolingKind.Maximum ? "Maximum" : "Average";

    private string At(string? buffer) => buffer is null ? "-1" : names.Buffers[buffer];

    private string Index(int parameter) => names.Parameters[plan.Parameters[parameter].Name];

    private string Weight(Operand operand) =>
        operand.IsFolded ? "frame.Folded(" + names.Folded[operand.Name] + ")" : "frame.Parameter(" + names.Parameters[operand.Name] + ")";

    private string Shape(ConvolutionGeometry geometry) => names.Shapes[geometry];

    private static string Shape(PoolingGeometry g) => Invariant(
        $"new PoolingShape({g.Channels}, {g.Height}, {g.Width}, {g.OutputHeight}, {g.OutputWidth}, {g.Kernel.Height}, {g.Kernel.Width}, {g.Stride.Height}, {g.Stride.Width}, {g.Padding.Height}, {g.Padding.Width})");

    private void Line(FormattableString line) => writer.Line(Invariant(line));
}

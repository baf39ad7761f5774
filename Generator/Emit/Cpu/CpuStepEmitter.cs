using System;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>One step as one call. In tile scope <c>a</c> and <c>s</c> are the tile's parts of arena and shared memory; in pair
/// scope <c>arena</c> and <c>shared</c> those of the pair's first tile; in row scope <c>shared</c> that of the batch's first.</summary>
internal sealed partial class CpuStepEmitter(CodeWriter writer, NetworkPlan plan, Schedule schedule, ProgramNames names)
{
    private const int Lanes = VectorTarget.Lanes;

    public void Emit(Step step)
    {
        switch (step)
        {
            case PackStep s: Line($"Lanes.Pack(frame, tile, {At(s.To)}, {s.Count});"); break;
            case GatherStep s: Line($"Lanes.Gather(frame, tile, {At(s.To)}, {s.Count}, {s.Stride});"); break;
            case TransposeStep s: Transpose(s); break;
            case ConvolveStep s: Convolve(s); break;
            case PoolStep s: Line($"{Method(s.Kernel)}({At(s.From)}, {At(s.To)});"); break;
            case ConnectStep s: Connect(s); break;
            case ActivateStep s: Line($"Lanes.Activate<{s.Activation.TypeName}>({At(s.From)}, {At(s.To)}, {s.Count});"); break;
            case CopyStep s: Line($"Lanes.Copy({At(s.From)}, {At(s.To)}, {s.Count});"); break;
            case DropStep s: Drop(s); break;
            case LossStep s: Loss(s); break;
            case PoolGradientStep s: Unpool(s, "0", Number(s.Kernel.Geometry.OutputHeight), s.Kernel.Geometry.Height); break;
            case DifferentiateStep s:
                Line($"Lanes.Differentiate<{s.Activation.TypeName}>({At(s.Gradient)}, {At(s.Value)}, {At(s.To)}, {s.Count}, {Scale(s.Probability)});");
                break;
            case ConvolutionDataGradientStep s:
                Line($"{Method(s.Kernel)}<{s.Activation.TypeName}>({At(s.Gradient)}, {Weight(s.Weight)}, {At(s.Addend)}, {At(s.To)}, {At(s.Value)}, {Scale(s.Probability)}, {s.Geometry.Groups}, {s.Geometry.Channels}, {s.Geometry.Filters}, {s.FilterBlock});");
                break;
            case ConvolutionWeightGradientStep s: ConvolveWeights(s); break;
            case ConnectDataGradientStep s: ConnectBackward(s); break;
            case ConnectWeightGradientStep s: ConnectWeights(s); break;
            case ReduceStep s: Reduce(s); break;
            case RecordStep s: Line($"Lanes.Record(frame, tile, {s.Layer}, {At(s.From)}, {s.Count});"); break;
            case UnpackGradientStep s: Line($"Lanes.Unpack(frame, tile, {At(s.From)}, frame->InputGradients, {s.Count});"); break;
            default: EmitLayerStep(step); break;
        }
    }

    private void Transpose(TransposeStep s)
    {
        if (s.Scope == Scope.Tile) Line($"Lanes.Transpose({At(s.From)}, {At(s.To)}, 0, {s.Count}, {s.Count}, {s.Stride});");
        else ForEachTile($"Lanes.Transpose({OfTile(s.From)}, {OfTile(s.To)}, first, count, {s.Count}, {s.Stride});");
    }

    private void Convolve(ConvolveStep s)
    {
        ConvolutionGeometry g = s.Kernel.Geometry;
        string call = $"{Method(s.Kernel)}<{s.Activation.TypeName}>({At(s.From)}, {Weight(s.Weight)}, {Weight(s.Bias)}";
        if (s.Pooled is null)
        {
            Line($"{call}, {At(s.Addend)}, {At(s.To)}, {At(s.Sums)});");
            return;
        }

        int group = s.Kernel.RowsPerGroup * g.OutputWidth * Lanes;
        int plane = s.IsKept ? g.OutputPositions * Lanes : group;
        Line($"{call}, {At(s.To)}, {plane}, {(s.IsKept ? group : 0)}, {At(s.Pooled)});");
    }

    private void Connect(ConnectStep s)
    {
        string call = $"{Method(s.Kernel)}<{s.Activation.TypeName}>";
        if (s.Scope == Scope.Pair)
        {
            Line($"{call}({OfPair(s.From)}, {Stride(s.From)}, {Weight(s.Weight)}, {Weight(s.Bias)}, {OfPair(s.To)}, {Stride(s.To)}, {s.Rows}, 1);");
            return;
        }

        Line($"{call}({OfPair(s.From)}, {Stride(s.From)}, {Weight(s.Weight)} + (nint)first * {s.Kernel.Stride}, {Weight(s.Bias)} + first, {OfPair(s.To)} + first * {Lanes}, {Stride(s.To)}, count, frame->Pairs);");
    }

    private void Drop(DropStep s)
    {
        string probability = Literal(s.Probability);
        if (s.Channels > 0) Line($"DropoutMask.ApplyChannels(frame, tile, {At(s.Buffer)}, {s.Channels}, {s.Count / s.Channels}, {s.Layer}, {probability});");
        else if (s.Scope == Scope.Tile) Line($"DropoutMask.Apply(frame, tile, {At(s.Buffer)}, 0, {s.Count}, {s.Layer}, {probability});");
        else ForEachTile($"DropoutMask.Apply(frame, tile, {OfTile(s.Buffer)}, first, count, {s.Layer}, {probability});");
    }

    private void Loss(LossStep s)
    {
        string loss = s.Loss switch
        {
            LossKind.CrossEntropy => "SoftmaxCrossEntropy",
            LossKind.BinaryCrossEntropy => "SigmoidCrossEntropy",
            _ => "SquaredError",
        };
        Line($"Losses.{loss}(frame, tile, {At(s.From)}, {At(s.Gradient)}, {s.Count});");
    }

    private void Unpool(PoolGradientStep s, string from, string to, int rows)
    {
        int plane = rows * s.Kernel.Geometry.Width * Lanes;
        Line($"{Method(s.Kernel)}<{s.Activation.TypeName}>({At(s.PooledGradient)}, {At(s.Value)}, {At(s.Pooled)}, {At(s.To)}, {from}, {to}, {plane});");
    }

    private void ConvolveWeights(ConvolutionWeightGradientStep s)
    {
        ConvolutionGeometry g = s.Geometry;
        if (s.Pool is null)
        {
            ConvolveWeightsByRows(s);
            AddBias(s, g.OutputPositions);
            return;
        }

        int rows = s.Pool.Kernel.Geometry.Stride.Height;
        using (writer.Block(Invariant($"for (int row = 0; row < {s.Pool.Kernel.Geometry.OutputHeight}; row++)")))
        {
            Unpool(s.Pool, "row", "row + 1", rows);
            Line($"{ConvolveWeightsCall(s, At(s.Gradient))}, row * {rows}, row * {rows} + {rows}, {rows * g.OutputWidth * Lanes});");
            AddBias(s, rows * g.OutputWidth);
        }
    }

    private void ConvolveWeightsByRows(ConvolutionWeightGradientStep s)
    {
        ConvolutionGeometry g = s.Geometry;
        int rows = s.RowBlock;
        if (rows == g.OutputHeight)
        {
            Line($"{ConvolveWeightsCall(s, At(s.Gradient))}, 0, {g.OutputHeight}, {g.OutputPositions * Lanes});");
            return;
        }

        string end = g.OutputHeight % rows == 0 ? Invariant($"row + {rows}") : Invariant($"global::System.Math.Min(row + {rows}, {g.OutputHeight})");
        using (writer.Block(Invariant($"for (int row = 0; row < {g.OutputHeight}; row += {rows})")))
            Line($"{ConvolveWeightsCall(s, At(s.Gradient) + Invariant($" + row * {g.OutputWidth * Lanes}"))}, row, {end}, {g.OutputPositions * Lanes});");
    }

    private string ConvolveWeightsCall(ConvolutionWeightGradientStep s, string gradient) => Invariant(
        $"{Method(s.Kernel)}({At(s.Value)}, {gradient}, slot + {Slot(s.Weight)}, {s.Geometry.Groups}, {s.Geometry.Channels}, {s.Geometry.Filters}");

    private void AddBias(ConvolutionWeightGradientStep s, int positions)
    {
        if (s.Bias is { } bias)
            Line($"Lanes.AddRows({At(s.Gradient)}, slot + {Slot(bias)}, {s.Geometry.AllFilters}, {positions});");
    }

    private void ConnectBackward(ConnectDataGradientStep s)
    {
        string call = $"{Method(s.Kernel)}<{s.Activation.TypeName}>";
        string value = s.Value is null ? "null" : OfPair(s.Value);
        string valueStride = s.Value is null ? "0" : Stride(s.Value);
        if (s.Scope == Scope.Pair)
        {
            Line($"{call}({OfPair(s.Gradient)}, {Stride(s.Gradient)}, {Weight(s.Weight)}, {OfPair(s.To)}, {Stride(s.To)}, {value}, {valueStride}, {s.Columns}, 1, {Scale(s.Probability)});");
            return;
        }

        string rowValue = s.Value is null ? "null" : $"{value} + first * {Lanes}";
        Line($"{call}({OfPair(s.Gradient)}, {Stride(s.Gradient)}, {Weight(s.Weight)} + first, {OfPair(s.To)} + first * {Lanes}, {Stride(s.To)}, {rowValue}, {valueStride}, count, frame->Pairs, {Scale(s.Probability)});");
    }

    private void ConnectWeights(ConnectWeightGradientStep s)
    {
        if (s.Scope == Scope.Pair)
        {
            Line($"{Method(s.Kernel)}(frame, firstTile, tiles, {OfPair(s.Samples)}, {Stride(s.Samples)}, {OfPair(s.Gradient)}, {Stride(s.Gradient)}, {s.Rows}, {Slot(s.Weight)}, new SlotSink(slot));");
            if (s.Bias is not { } bias) return;
            using (writer.Block("for (int t = 0; t < tiles; t++)"))
                Line($"Lanes.AddRows({OfPair(s.Gradient)} + t * {Stride(s.Gradient)}, slot + {Slot(bias)}, {s.Rows}, 1);");
            return;
        }

        using (writer.Block(Invariant($"if (sink.For({s.Weight}) is {{ IsActive: true }} own)")))
            Line($"{Method(s.Kernel)}(frame, 0, frame->Tiles, {OfPair(s.Samples)}, {Stride(s.Samples)}, {OfPair(s.Gradient)} + first * {Lanes}, {Stride(s.Gradient)}, count, {Offset(s.Weight)} + (nint)first * {s.Kernel.Stride}, own);");
        if (s.Bias is { } direct)
            Line($"GradientReduction.Bias(frame, sink.For({direct}), {OfPair(s.Gradient)}, {Stride(s.Gradient)}, {Offset(direct)}, first, count, {s.Rows});");
    }

    private void Reduce(ReduceStep s)
    {
        ParameterPlan parameter = plan.Parameters[s.Parameter];
        string method = parameter.Placement == GradientPlacement.Wide ? "Wide" : "Narrow";
        Line($"GradientReduction.{method}(frame, sink.For({s.Parameter}), SlotFloats, {Slot(s.Parameter)}, {Offset(s.Parameter)}, first, count);");
    }

    private void ForEachTile(string call)
    {
        using (writer.Block("for (int tile = 0; tile < frame->Tiles; tile++)"))
        {
            writer.Line("float* s = shared + tile * (nint)SharedStride;");
            writer.Line(call);
        }
    }

    private static string Method(Kernel kernel) => CpuKernelsEmitter.ClassOf(kernel) + "." + kernel.MethodName;

    private string At(string? buffer) => buffer is null ? "null" : Address(buffer, "a", "s");

    /// <summary>A pair's (or, in row scope, the batch's) first tile.</summary>
    private string OfPair(string buffer) => Address(buffer, "arena", "shared");

    private string OfTile(string buffer) => Address(buffer, "a", "s");

    private string Address(string name, string arena, string shared)
    {
        return (schedule.Buffer(name).Place == Place.Arena ? arena : shared) + " + " + names.Buffers[name];
    }

    private string Stride(string name) =>
        schedule.Buffer(name).Place == Place.Arena ? "ArenaStride" : "SharedStride";

    /// <summary>What the whole batch has once: it lies in the first tile's part.</summary>
    private string OfBatch(string buffer) => "frame->Shared + " + names.Buffers[buffer];

    private string Weight(Operand operand) =>
        operand.IsFolded ? "frame->Folded + " + names.Folded[operand.Name] : "weights + " + names.Parameters[operand.Name];

    private string Offset(int parameter) => names.Parameters[plan.Parameters[parameter].Name];

    private string Slot(int parameter) => names.Slots[plan.Parameters[parameter].Name];

    private static string Scale(float probability) => probability == 0 ? "1f" : $"DropoutMask.Scale(frame, {Literal(probability)})";

    private static string Literal(float value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f";

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Line(FormattableString line) => writer.Line(Invariant(line));

    private void ForEachTile(FormattableString call) => ForEachTile(Invariant(call));
}

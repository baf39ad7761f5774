using ILGPU;
using ILGPU.Runtime;
using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Memory;

/// <summary>A batch's memory as a step of the GPU sees it, laid out buffer by buffer. All that nobody wrote is not-a-number, and so are
/// the lanes without a sample.</summary>
internal sealed class BatchMemory(int samples)
{
    private const int Lanes = GpuLayout.Lanes, Guard = 64, Head = 32;

    private readonly List<(int Offset, LaneTensor? Values)> inputs = [];
    private readonly List<GpuParameter> parameters = [];
    private readonly List<float> parameterValues = [];
    private readonly List<GradientSplit> splits = [];
    private readonly int[] head = new int[Head];
    private int tileFloats, parameterFloats;
    private float[] arena = [], gradients = [], folded = [];
    private int tileStride;

    public int Samples => samples;

    public int Tiles => (samples + Lanes - 1) / Lanes;

    public bool Dropout { get; init; }

    public bool UpdatesStatistics { get; init; }

    public bool WantsOutputs { get; init; }

    /// <summary>Each sample's index in the data set.</summary>
    public int[] Indices { get; init; } = [];

    public int[]? Labels { get; init; }

    /// <summary>Batch x outputs.</summary>
    public float[]? Targets { get; init; }

    /// <summary>Batch x values.</summary>
    public float[] SampleValues { get; init; } = [];

    public int FoldedFloats { get; init; }

    /// <summary>Learning rates of the parameters.</summary>
    public float[] Rates { get; init; } = [];

    public float[] Outputs { get; private set; } = [];

    public float[] Losses { get; private set; } = [];

    public int[] Correct { get; private set; } = [];

    /// <summary>What <see cref="GpuFrame.TraceOf"/> 0 and the input gradients got.</summary>
    public float[] Handed { get; private set; } = [];

    public float[] Folded => folded;

    /// <summary>An entry of the step block.</summary>
    public void Set(int place, float value) => head[place] = BitConverter.SingleToInt32Bits(value);

    public void Set(int place, int value) => head[place] = value;

    public int Buffer(int values) => Floats(values * Lanes);

    /// <summary>A buffer of floats that are not lanes.</summary>
    public int Floats(int count)
    {
        int offset = tileFloats;
        tileFloats += (count + Lanes - 1) / Lanes * Lanes;
        inputs.Add((offset, null));
        return offset;
    }

    public int Buffer(LaneTensor values)
    {
        int offset = Buffer(values.Stride / CpuLayout.Lanes);
        inputs[^1] = (offset, values);
        return offset;
    }

    /// <summary>A parameter with its floats as they lie on the device.</summary>
    public int Parameter(int groups, int rows, int columns, float[] floats, GradientSplit? split = null)
    {
        GpuParameter place = new(parameterFloats, groups, rows, columns, true, 1, 1, IsSingleRow: groups * rows == 1 && floats.Length != columns);
        place.Floats.ShouldBe(floats.Length);
        parameters.Add(place);
        splits.Add(split ?? new GradientSplit(Tiles, 1, 1, 1));
        parameterValues.AddRange(floats);
        while (parameterValues.Count % Lanes != 0) parameterValues.Add(float.NaN);
        parameterFloats = parameterValues.Count;
        return parameters.Count - 1;
    }

    public int Vector(params float[] values) => Parameter(1, 1, values.Length, values);

    public float[] ParameterFloats(int index) => [.. parameterValues.Skip(parameters[index].Offset).Take(parameters[index].Floats)];

    public float[] AllParameterFloats => [.. parameterValues];

    public GpuParameter Place(int index) => parameters[index];

    /// <summary>All parts of a gradient.</summary>
    public float[] Gradient(int index) =>
        [.. gradients.Skip((int)GradientOffsets()[index]).Take(splits[index].Parts * parameters[index].Floats)];

    public void Run(Action<GpuFrame> steps, float[]? gradientsBefore = null, int outputs = 1)
    {
        tileStride = tileFloats + Lanes;
        long[] offsets = GradientOffsets();
        arena = FilledArena();
        gradients = gradientsBefore ?? Poison((int)offsets[^1] + Lanes);
        folded = Poison(FoldedFloats + Lanes);
        float[] weights = [.. parameterValues, .. Poison(Lanes)];
        int[] step = StepBlock();
        Accelerator accelerator = TestDevice.Shared.Accelerator;
        using AcceleratorStream stream = accelerator.CreateStream();
        using var arenaBuffer = accelerator.Allocate1D(arena);
        using var gradientBuffer = accelerator.Allocate1D(gradients);
        using var foldedBuffer = accelerator.Allocate1D(folded);
        using var weightBuffer = accelerator.Allocate1D(weights);
        using var stepBuffer = accelerator.Allocate1D(step);
        using var sampleBuffer = accelerator.Allocate1D<float>([.. SampleValues, float.NaN]);
        using var outputBuffer = accelerator.Allocate1D(Poison(samples * outputs));
        using var handedBuffer = accelerator.Allocate1D(Poison(samples * outputs));
        using var lossBuffer = accelerator.Allocate1D(Poison(Tiles * Lanes));
        using var correctBuffer = accelerator.Allocate1D<int>([.. Enumerable.Repeat(-1, Tiles * Lanes)]);
        GpuLayout layout = new(tileStride, Guard, weights.Length, folded.Length, parameters, [outputs], true, null);
        GpuFrame frame = new(TestDevice.Shared, stream, layout)
        {
            Count = samples,
            Dropout = Dropout,
            UpdatesStatistics = UpdatesStatistics,
            HasTargets = Labels is not null || Targets is not null,
            WantsOutputs = WantsOutputs,
            Step = stepBuffer.View,
            Samples = sampleBuffer.View,
            Outputs = outputBuffer.View,
            InputGradients = handedBuffer.View,
            Losses = lossBuffer.View,
            Correct = correctBuffer.View,
            Arena = arenaBuffer.View,
            Parameters = weightBuffer.View,
            FoldedWeights = foldedBuffer.View,
            Gradients = gradientBuffer.View,
            GradientOffsets = offsets,
            Splits = [.. splits],
        };
        frame.Traces[0] = handedBuffer.View;
        steps(frame);
        stream.Synchronize();
        arena = arenaBuffer.GetAsArray1D();
        gradients = gradientBuffer.GetAsArray1D();
        folded = foldedBuffer.GetAsArray1D();
        Outputs = outputBuffer.GetAsArray1D();
        Handed = handedBuffer.GetAsArray1D();
        Losses = lossBuffer.GetAsArray1D();
        Correct = correctBuffer.GetAsArray1D();
        weights = weightBuffer.GetAsArray1D();
        for (int i = 0; i < parameterValues.Count; i++) parameterValues[i] = weights[i];
    }

    /// <summary>A buffer's values, sample by sample.</summary>
    public float[] Read(int offset, int values) =>
        [.. from sample in Enumerable.Range(0, samples) from i in Enumerable.Range(0, values) select At(offset, sample, i)];

    /// <summary>What lies in a buffer's lanes without a sample.</summary>
    public float[] ReadPadding(int offset, int values) =>
        [.. from sample in Enumerable.Range(samples, Tiles * Lanes - samples) from i in Enumerable.Range(0, values) select At(offset, sample, i)];

    /// <summary>A buffer's first floats in the first tile.</summary>
    public float[] ReadFloats(int offset, int count) => [.. arena.Skip(Guard + offset).Take(count)];

    /// <summary>The floats that lie between buffers and around them, which nobody may write.</summary>
    public IEnumerable<float> Untouched()
    {
        foreach (float value in arena.Take(Guard)) yield return value;
        for (int tile = 0; tile < Tiles; tile++)
        {
            for (int i = tileFloats; i < tileStride; i++) yield return arena[Guard + tile * tileStride + i];
        }

        foreach (float value in arena.TakeLast(Guard)) yield return value;
    }

    private float At(int offset, int sample, int i) => arena[Guard + offset + sample / Lanes * tileStride + i * Lanes + sample % Lanes];

    private float[] FilledArena()
    {
        float[] result = Poison(2 * Guard + Tiles * tileStride);
        foreach ((int offset, LaneTensor? values) in inputs)
        {
            if (values is null) continue;
            int count = values.Stride / CpuLayout.Lanes;
            for (int sample = 0; sample < samples; sample++)
            {
                for (int i = 0; i < count; i++)
                    result[Guard + offset + sample / Lanes * tileStride + i * Lanes + sample % Lanes] = values[sample, i];
            }
        }

        return result;
    }

    private int[] StepBlock()
    {
        int targets = StepLayout.Targets(Tiles, parameters.Count);
        int[] step = new int[StepLayout.Length(Tiles, parameters.Count, Targets?.Length ?? 1)];
        head.CopyTo(step, 0);
        step[StepLayout.Count] = samples;
        Indices.CopyTo(step, StepLayout.Indices);
        step.AsSpan(StepLayout.Labels(Tiles), Tiles * Lanes).Fill(-1);
        Labels?.CopyTo(step, StepLayout.Labels(Tiles));
        for (int i = 0; i < Rates.Length; i++) step[StepLayout.Rates(Tiles) + i] = BitConverter.SingleToInt32Bits(Rates[i]);
        for (int i = 0; i < Targets?.Length; i++) step[targets + i] = BitConverter.SingleToInt32Bits(Targets[i]);
        return step;
    }

    public long[] GradientOffsets()
    {
        var offsets = new long[parameters.Count + 1];
        for (int i = 0; i < parameters.Count; i++)
            offsets[i + 1] = offsets[i] + (splits[i].Parts * (long)parameters[i].Floats + Lanes - 1) / Lanes * Lanes;
        return offsets;
    }

    private static float[] Poison(int count) => [.. Enumerable.Repeat(float.NaN, count)];
}

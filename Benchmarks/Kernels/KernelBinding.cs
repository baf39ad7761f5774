using NetArch.Generator.Emit.Cpu;
using System.Reflection;
using NetArch.Generator.Planning;

namespace NetArch.Benchmarks.Kernels;

/// <summary>Gives a step's kernel memory, and binds its generated method, which only the compilation knows.</summary>
internal static unsafe class KernelBinding
{
    private const int Lanes = VectorTarget.Lanes;
    private const int Pair = VectorTarget.TilesPerPair;

    /// <summary>Tiles of a batch of 128, for what sees a whole batch.</summary>
    private const int BatchTiles = 8;

    public static KernelCall Bind(string network, Step step)
    {
        Kernel kernel = step.Kernels.Single();
        (double multiplyAdds, Action run) = step switch
        {
            ConvolveStep s => Convolve(s),
            ConvolutionDataGradientStep s => ConvolveBackward(s),
            ConvolutionWeightGradientStep s => ConvolveWeights(s),
            ConnectStep s => Connect(s),
            ConnectDataGradientStep s => ConnectBackward(s),
            ConnectWeightGradientStep s => ConnectWeights(s),
            PoolStep s => Pool(s),
            PoolGradientStep s => PoolBackward(s),
            _ => throw new NotSupportedException($"No benchmark for {step.GetType().Name}."),
        };
        return new KernelCall(network + "." + kernel.MethodName, multiplyAdds, run);
    }

    private static (double, Action) Convolve(ConvolveStep s)
    {
        ConvolutionGeometry g = s.Kernel.Geometry;
        float* x = Random(g.AllChannels * g.InputPositions * Lanes), w = Random(g.AllFilters * g.FilterSize), bias = Random(g.AllFilters);
        float* y = Random(g.AllFilters * g.OutputPositions * Lanes), pooled = Random(g.AllFilters * g.OutputPositions * Lanes);
        if (s.Pooled is null)
        {
            var plain = (delegate*<float*, float*, float*, float*, float*, float*, void>)Method(
                s.Kernel, s.Activation, "float* x, float* w, float* bias, float* addend, float* y, float* sums");
            return (g.MultiplyAccumulates * Lanes, () => plain(x, w, bias, null, y, null));
        }

        var method = (delegate*<float*, float*, float*, float*, nint, nint, float*, void>)Method(
            s.Kernel, s.Activation, "float* x, float* w, float* bias, float* y, nint plane, nint advance, float* pooled");
        nint group = s.Kernel.RowsPerGroup * g.OutputWidth * Lanes, plane = s.IsKept ? g.OutputPositions * Lanes : group;
        return (g.MultiplyAccumulates * Lanes, () => method(x, w, bias, y, plane, s.IsKept ? group : 0, pooled));
    }

    private static (double, Action) ConvolveBackward(ConvolutionDataGradientStep s)
    {
        ConvolutionGeometry g = s.Geometry;
        var method = (delegate*<float*, float*, float*, float*, float*, float, int, int, int, int, void>)Method(
            s.Kernel, s.Activation, "float* dz, float* w, float* addend, float* dx, float* value, float scale, int groups, int channels, int filters, int block");
        float* dz = Random(g.AllFilters * g.OutputPositions * Lanes), w = Random(g.AllFilters * g.FilterSize);
        float* dx = Random(g.AllChannels * g.InputPositions * Lanes), value = Random(g.AllChannels * g.InputPositions * Lanes);
        return (g.MultiplyAccumulates * Lanes, () => method(dz, w, null, dx, value, 1, g.Groups, g.Channels, g.Filters, s.FilterBlock));
    }

    private static (double, Action) ConvolveWeights(ConvolutionWeightGradientStep s)
    {
        ConvolutionGeometry g = s.Geometry;
        var method = (delegate*<float*, float*, float*, int, int, int, int, int, nint, void>)Method(
            s.Kernel, (Type?)null, "float* x, float* dz, float* dw, int groups, int channels, int filters, int from, int to, nint plane");
        float* x = Random(g.AllChannels * g.InputPositions * Lanes), dz = Random(g.AllFilters * g.OutputPositions * Lanes);
        float* dw = Random(g.AllFilters * g.FilterSize * Lanes);
        int rows = s.RowBlock, plane = g.OutputPositions * Lanes;
        return (g.MultiplyAccumulates * Lanes, () =>
        {
            for (int row = 0; row < g.OutputHeight; row += rows)
                method(x, dz + row * g.OutputWidth * Lanes, dw, g.Groups, g.Channels, g.Filters, row, Math.Min(row + rows, g.OutputHeight), plane);
        });
    }

    private static (double, Action) Connect(ConnectStep s)
    {
        var method = (delegate*<float*, nint, float*, float*, float*, nint, int, int, void>)Method(
            s.Kernel, s.Activation, "float* x, nint xTile, float* w, float* bias, float* y, nint yTile, int rows, int pairs");
        int tiles = TilesOf(s.Scope), inputs = s.Kernel.Inputs;
        float* x = Random(inputs * Lanes * tiles), w = Random(s.Kernel.Stride * s.Rows), bias = Random(s.Rows), y = Random(s.Rows * Lanes * tiles);
        return ((double)inputs * s.Rows * Lanes * tiles, () => method(x, inputs * Lanes, w, bias, y, s.Rows * Lanes, s.Rows, tiles / Pair));
    }

    private static (double, Action) ConnectBackward(ConnectDataGradientStep s)
    {
        var method = (delegate*<float*, nint, float*, float*, nint, float*, nint, int, int, float, void>)Method(
            s.Kernel, s.Activation, "float* dz, nint dzTile, float* w, float* dx, nint dxTile, float* value, nint valueTile, int columns, int pairs, float scale");
        int tiles = TilesOf(s.Scope), outputs = s.Kernel.Outputs, columns = s.Columns;
        // With an item's rows at a time, as the prefetch of the next ones reads ahead.
        float* dz = Random(outputs * Lanes * tiles), w = Random(s.Kernel.Stride * (outputs + 64)), dx = Random(columns * Lanes * tiles), value = Random(columns * Lanes * tiles);
        return ((double)outputs * columns * Lanes * tiles,
            () => method(dz, outputs * Lanes, w, dx, columns * Lanes, value, columns * Lanes, columns, tiles / Pair, 1));
    }

    private static (double, Action) ConnectWeights(ConnectWeightGradientStep s)
    {
        var method = (delegate*<CpuFrame*, int, int, float*, nint, float*, nint, int, nint, in SlotSink, void>)Method(
            s.Kernel, typeof(SlotSink), "CpuFrame* frame, int firstTile, int tiles, float* x, nint xTile, float* dz, nint dzTile, int rows, nint offset, SlotSink& sink");
        int tiles = TilesOf(s.Scope), stride = s.Kernel.Stride;
        float* x = Random(stride * Lanes * tiles), dz = Random(s.Rows * Lanes * tiles), dw = Random(stride * s.Rows);
        var frame = (CpuFrame*)Random(sizeof(CpuFrame) / sizeof(float) + Lanes);
        *frame = new CpuFrame { Count = tiles * Lanes, Tiles = tiles, Scratch = Random(NetworkPlan.ScratchFloats) };
        return ((double)s.Kernel.InputVectors * Lanes * s.Rows * Lanes * tiles,
            () => method(frame, 0, tiles, x, stride * Lanes, dz, s.Rows * Lanes, s.Rows, 0, new SlotSink(dw)));
    }

    private static (double, Action) Pool(PoolStep s)
    {
        PoolingGeometry g = s.Kernel.Geometry;
        var method = (delegate*<float*, float*, void>)Method(s.Kernel, (Type?)null, "float* x, float* y");
        float* x = Random(g.Channels * g.Height * g.Width * Lanes), y = Random(g.Channels * g.OutputHeight * g.OutputWidth * Lanes);
        return (0, () => method(x, y));
    }

    private static (double, Action) PoolBackward(PoolGradientStep s)
    {
        PoolingGeometry g = s.Kernel.Geometry;
        var method = (delegate*<float*, float*, float*, float*, int, int, nint, void>)Method(
            s.Kernel, s.Activation, "float* dp, float* value, float* pooled, float* dz, int from, int to, nint plane");
        int outputs = g.Channels * g.OutputHeight * g.OutputWidth * Lanes, inputs = g.Channels * g.Height * g.Width * Lanes;
        float* dp = Random(outputs), value = Random(inputs), pooled = Random(outputs), dz = Random(inputs);
        return (0, () => method(dp, value, pooled, dz, 0, g.OutputHeight, g.Height * g.Width * Lanes));
    }

    private static int TilesOf(Scope scope) => scope == Scope.Rows ? BatchTiles : Pair;

    private static void* Method(Kernel kernel, ActivationFunction activation, string parameters) =>
        Method(kernel, typeof(CpuFrame).Assembly.GetType("NetArch." + activation.TypeName)!, parameters);

    /// <param name="argument">The type argument, or null.</param>
    /// <param name="parameters">As this file calls it; a kernel that takes others now must not be called.</param>
    private static void* Method(Kernel kernel, Type? argument, string parameters)
    {
        MethodInfo method = typeof(KernelBinding).Assembly.GetType(CpuKernelsEmitter.Namespace + "." + CpuKernelsEmitter.ClassOf(kernel))!.GetMethod(kernel.MethodName)!;
        if (argument is not null) method = method.MakeGenericMethod(argument);
        string found = string.Join(", ", method.GetParameters().Select(parameter => $"{Word(parameter.ParameterType)} {parameter.Name}"));
        if (found != parameters) throw new InvalidOperationException($"{kernel.MethodName} takes ({found}); the benchmark calls it with ({parameters}).");
        return (void*)method.MethodHandle.GetFunctionPointer();
    }

    private static string Word(Type type) => type.Name.Replace("Single", "float").Replace("IntPtr", "nint").Replace("Int32", "int");

    /// <summary>Aligned random numbers, for as long as the process lives.</summary>
    private static float* Random(int count)
    {
        var values = (float*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc((nuint)(count + Lanes) * sizeof(float), 64);
        var random = new PhiloxSequence(1, (ulong)count);
        for (int i = 0; i < count + Lanes; i++) values[i] = random.Next(-1, 1);
        return values;
    }
}

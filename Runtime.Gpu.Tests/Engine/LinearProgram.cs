using ILGPU;
using ILGPU.Runtime;
using NetArch.Gpu;
using GpuLosses = NetArch.Gpu.Losses;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>What a network of one fully connected layer is called by, and how large it is.</summary>
internal interface ILinear
{
    static abstract int Inputs { get; }

    static abstract int Outputs { get; }

    static abstract Loss Loss { get; }
}

/// <summary>Three numbers to five, by squared error.</summary>
internal readonly struct ThreeToFive : ILinear
{
    public static int Inputs => 3;

    public static int Outputs => 5;

    public static Loss Loss => Loss.SquaredError;
}

/// <summary>Sixteen numbers to two classes.</summary>
internal readonly struct SixteenToTwo : ILinear
{
    public static int Inputs => 16;

    public static int Outputs => 2;

    public static Loss Loss => Loss.CrossEntropy;
}

/// <summary>A network of one fully connected layer as the generator would write it, but by hand; its weights are "folded" to twice themselves
/// for tracing, so that a test sees when folding happens.</summary>
internal sealed class LinearProgram<T> : IGpuProgram where T : struct, ILinear
{
    private const int Lanes = GpuLayout.Lanes, Guard = 64, Input = 0;
    private static readonly int Output = T.Inputs * Lanes, Gradient = Output + T.Outputs * Lanes, InputGradient = Gradient + T.Outputs * Lanes;
    private static readonly LinearShape Shape = new(T.Inputs, T.Outputs, InputGradient + T.Inputs * Lanes);

    public static NetworkDescription Description { get; } = new(
        typeof(T).Name, new SampleShape(T.Inputs, 1, 1), T.Outputs, T.Loss,
        [new LayerDescription("fc1", $"fc {T.Outputs}", new SampleShape(T.Outputs, 1, 1), T.Outputs * (T.Inputs + 1), T.Outputs * T.Inputs)],
        [
            new ParameterDescription("fc1.weight", "fc1", ParameterKind.Weight, [T.Outputs, T.Inputs], T.Inputs, T.Outputs, true),
            new ParameterDescription("fc1.bias", "fc1", ParameterKind.Bias, [T.Outputs], T.Inputs, T.Outputs, true),
        ],
        "");

    public static GpuLayout Layout { get; } = LayOut();

    /// <summary>How often each way was enqueued.</summary>
    public static List<string> Enqueued { get; } = [];

    public static void Infer(GpuFrame frame)
    {
        Note(frame, "infer");
        Forward(frame);
        Lose(frame, -1);
    }

    public static void Train(GpuFrame frame)
    {
        Note(frame, frame.UpdatesStatistics ? "train" : "gradients");
        Forward(frame);
        Lose(frame, Gradient);
        GpuParameter place = frame.PlaceOf(0);
        GradientSplit split = frame.SplitOf(0);
        frame.Launch(
            LinearKernels.Weights, new KernelConfig(new Index3D(T.Inputs, (T.Outputs + 3) / 4, split.Parts), new Index3D(4, 1, 1)),
            frame.At(Input), frame.At(Gradient), frame.Gradient(0), Shape, frame.Tiles, split.TilesPerPart, place.Floats);
        split = frame.SplitOf(1);
        frame.Launch(
            LinearKernels.Biases, new KernelConfig(new Index3D(T.Outputs, split.Parts, 1), new Index3D(4, 1, 1)),
            frame.At(Gradient), frame.Gradient(1), Shape, frame.Tiles, split.TilesPerPart);
    }

    public static void DifferentiateInputs(GpuFrame frame)
    {
        Note(frame, "input gradients");
        Forward(frame);
        Lose(frame, Gradient);
        frame.Launch(
            LinearKernels.Backward, new KernelConfig(new Index3D(T.Inputs, frame.Tiles, 1), new Index3D(Lanes, 1, 1)),
            frame.At(Gradient), frame.Parameter(0), frame.At(InputGradient), Shape);
        Samples.UnpackGradients(frame, InputGradient, T.Inputs);
    }

    public static void Trace(GpuFrame frame)
    {
        Note(frame, "trace");
        Forward(frame);
        Samples.Record(frame, 0, Output, T.Outputs);
    }

    public static void Fold(GpuFrame frame) => Note(frame, "fold");

    private static void Forward(GpuFrame frame)
    {
        Samples.Pack(frame, Input, T.Inputs);
        frame.Launch(
            LinearKernels.Forward, new KernelConfig(new Index3D(T.Outputs, frame.Tiles, 1), new Index3D(Lanes, 1, 1)),
            frame.At(Input), frame.Parameter(0), frame.Parameter(1), frame.At(Output), Shape);
    }

    private static void Lose(GpuFrame frame, int gradient)
    {
        if (T.Loss == Loss.CrossEntropy) GpuLosses.SoftmaxCrossEntropy(frame, Output, gradient, T.Outputs);
        else GpuLosses.SquaredError(frame, Output, gradient, T.Outputs);
    }

    private static void Note(GpuFrame frame, string what)
    {
        lock (Enqueued) Enqueued.Add($"{what} {frame.Count}");
    }

    private static GpuLayout LayOut()
    {
        int floats = (T.Outputs + 3) / 4 * 4 * T.Inputs, biases = (floats + 31) / 32 * 32;
        return new GpuLayout(
            Shape.TileStride, Guard, biases + (T.Outputs + 31) / 32 * 32, 32,
            [new GpuParameter(0, 1, T.Outputs, T.Inputs, true, 1, 4), new GpuParameter(biases, 1, 1, T.Outputs, true, 1, 400)],
            [T.Outputs], HasFolding: true, SingleValueNorm: null);
    }
}

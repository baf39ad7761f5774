namespace NetArch;

/// <summary>A convolution's geometry for <see cref="GeneralConvolution"/>. Weights are groups x filters x channels x kernel height x kernel width.</summary>
/// <param name="Channels">Of one group.</param>
/// <param name="Filters">Of one group.</param>
public readonly record struct ConvolutionShape(int Groups, int Channels, int Filters, ConvolutionAxis Rows, ConvolutionAxis Columns)
{
    internal int FilterSize => Channels * Rows.Kernel * Columns.Kernel;

    internal int KernelSize => Rows.Kernel * Columns.Kernel;

    /// <summary>Floats of one channel of a tile of inputs.</summary>
    internal nint InputPlane => (nint)Rows.Size * Columns.Size * CpuLayout.Lanes;

    /// <summary>Floats of one filter of a tile of outputs.</summary>
    internal nint OutputPlane => (nint)Rows.OutputSize * Columns.OutputSize * CpuLayout.Lanes;
}

/// <summary>One direction of it: output o and tap k meet at input o stride - padding + k dilation, where that lies in the image.</summary>
/// <param name="Size">Input rows or columns.</param>
/// <param name="OutputSize">Output rows or columns.</param>
/// <param name="Kernel">Taps.</param>
public readonly record struct ConvolutionAxis(int Size, int OutputSize, int Kernel, int Stride, int Padding, int Dilation)
{
    internal int InputOf(int output, int tap) => output * Stride - Padding + tap * Dilation;

    /// <summary>The taps of an output that lie in the image.</summary>
    internal (int First, int End) TapsOf(int output)
    {
        int start = InputOf(output, 0);
        return (Math.Min(Kernel, UpTo(-start, Dilation)), Math.Min(Kernel, UpTo(Size - start, Dilation)));
    }

    /// <summary>The outputs of which this tap lies in the image.</summary>
    internal (int First, int End) OutputsOf(int tap)
    {
        int start = InputOf(0, tap);
        return (Math.Min(OutputSize, UpTo(-start, Stride)), Math.Min(OutputSize, UpTo(Size - start, Stride)));
    }

    /// <summary>The outputs that an input has a part in, by rising tap.</summary>
    internal Reach ReachOf(int input)
    {
        int period = Stride;
        for (int divisor = Dilation; divisor != 0;) (period, divisor) = (divisor, period % divisor);
        (int tapStep, int outputStep) = (Stride / period, Dilation / period);
        for (int tap = 0; tap < Kernel; tap++)
        {
            int distance = input + Padding - tap * Dilation;
            if (distance < 0) break;
            int output = distance / Stride;
            if (distance % Stride != 0 || output >= OutputSize) continue;
            int count = Math.Min((Kernel - 1 - tap) / tapStep, output / outputStep) + 1;
            return new Reach(tap, tapStep, output, -outputStep, count);
        }

        return default;
    }

    /// <summary>How many multiples of a step, from zero, lie below a limit.</summary>
    private static int UpTo(int limit, int step) => limit <= 0 ? 0 : (limit + step - 1) / step;
}

/// <summary>Taps and outputs that rise and fall together.</summary>
internal readonly record struct Reach(int Tap, int TapStep, int Output, int OutputStep, int Count);

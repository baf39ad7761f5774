namespace NetArch.Gpu;

/// <summary>A network as generated for the GPU: its layout, and each way to run it as a row of launches.</summary>
/// <remarks>The methods only enqueue kernels on the frame's stream, so that a whole step can be captured as a CUDA graph: they
/// allocate nothing on the device, wait for nothing, and decide nothing by what a kernel computed.</remarks>
public interface IGpuProgram
{
    static abstract GpuLayout Layout { get; }

    /// <summary>Forward, evaluation mode.</summary>
    static abstract void Infer(GpuFrame frame);

    /// <summary>Forward and backward: every trained parameter's gradient in parts, see <see cref="GpuFrame.Gradient"/>.</summary>
    static abstract void Train(GpuFrame frame);

    /// <summary>Forward and backward to the inputs, evaluation mode.</summary>
    static abstract void DifferentiateInputs(GpuFrame frame);

    /// <summary>Forward, every layer by itself, evaluation mode.</summary>
    static abstract void Trace(GpuFrame frame);

    /// <summary>Folds batch norms into the weights before them.</summary>
    static abstract void Fold(GpuFrame frame);
}

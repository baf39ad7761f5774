namespace NetArch;

/// <summary>A network as generated for the CPU: its layout, and each of its stages cut into items that threads take.</summary>
/// <remarks>Static members on a struct, so that <see cref="CpuEngine{TProgram}"/> is compiled anew, and inlined, for every network.</remarks>
public unsafe interface ICpuProgram
{
    static abstract CpuLayout Layout { get; }

    /// <summary>Forward, evaluation mode.</summary>
    static abstract void Infer(int stage, int task, int item, CpuFrame* frame);

    /// <summary>Forward, backward, and every gradient into the sink.</summary>
    static abstract void Train<TSink>(int stage, int task, int item, CpuFrame* frame, in TSink sink)
        where TSink : struct, IGradientSink<TSink>;

    /// <summary>Forward and backward to the inputs, evaluation mode.</summary>
    static abstract void DifferentiateInputs(int stage, int task, int item, CpuFrame* frame);

    /// <summary>Forward, every layer by itself, evaluation mode.</summary>
    static abstract void Trace(int stage, int task, int item, CpuFrame* frame);

    /// <summary>Folds batch norms into the weights before them.</summary>
    static abstract void Fold(int stage, int task, int item, CpuFrame* frame);
}

namespace NetArch.Gpu;

/// <summary>A program's members as values, so that what runs them is compiled once and not for every network.</summary>
internal sealed record GpuSchedules(
    GpuLayout Layout,
    Action<GpuFrame> Infer,
    Action<GpuFrame> Train,
    Action<GpuFrame> DifferentiateInputs,
    Action<GpuFrame> Trace,
    Action<GpuFrame> Fold)
{
    public static GpuSchedules Of<TProgram>() where TProgram : IGpuProgram =>
        new(TProgram.Layout, TProgram.Infer, TProgram.Train, TProgram.DifferentiateInputs, TProgram.Trace, TProgram.Fold);
}

namespace NetArch.Generator.Planning.Gpu;

/// <summary>On a GPU layers with weights have kernels of their own, which <see cref="ChooseGpuKernels"/> picks once the steps are there:
/// until then a convolution is its geometry.</summary>
internal sealed class GpuKernelChoice() : KernelChoice(new RegisterTiling(VectorTarget.Avx512))
{
    public override bool WorksInOrder => true;

    public override bool CanWriteOut(Dsl.Model.Convolution layer) => false;
}

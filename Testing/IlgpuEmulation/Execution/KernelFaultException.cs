using ILGPU.Runtime;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>A kernel did while running what a GPU would punish or, worse, silently accept.</summary>
public sealed class KernelFaultException(string message) : AcceleratorException(message)
{
    public override AcceleratorType AcceleratorType => AcceleratorType.CPU;
}

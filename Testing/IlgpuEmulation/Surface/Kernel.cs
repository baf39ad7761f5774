using System.Linq.Expressions;
using ILGPU.Backends;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Runtime;

/// <summary>A kernel that can be launched.</summary>
public abstract class Kernel : AcceleratorObject
{
    private Delegate? untypedLauncher;

    private protected Kernel(Accelerator accelerator, CompiledKernel compiledKernel) : base(accelerator) => CompiledKernel = compiledKernel;

    public CompiledKernel CompiledKernel { get; }

    public KernelSpecialization Specialization => CompiledKernel.Specialization;

    public int NumParameters => CompiledKernel.NumParameters;

    /// <summary>A delegate that takes the stream, the <see cref="KernelConfig"/> and the kernel's own parameters.</summary>
    public TDelegate CreateLauncherDelegate<TDelegate>()
        where TDelegate : Delegate => (TDelegate)KernelLauncher.Create(this, typeof(TDelegate));

    /// <summary>Launches with boxed arguments; slow, and meant for a launch or two.</summary>
    public void Launch<TIndex>(AcceleratorStream stream, TIndex dimension, params object[] args)
        where TIndex : struct, IIndex
    {
        if (dimension is not KernelConfig)
            throw new NotSupportedException($"A kernel that takes its indices from the grid is launched with a KernelConfig, not with {typeof(TIndex).Name}.");
        untypedLauncher ??= KernelLauncher.Create(this, Expression.GetActionType(
            [typeof(AcceleratorStream), typeof(KernelConfig), .. CompiledKernel.Program.Arguments.Types]));
        try
        {
            untypedLauncher.DynamicInvoke([stream, dimension, .. args]);
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException);
        }
    }

    internal void Run(AcceleratorStream stream, KernelConfig config, nint arguments)
    {
        Accelerator.Own(this);
        Accelerator.Own(stream);
        KernelLaunch.Run(this, config, arguments);
    }
}

/// <summary>A kernel of a CPU accelerator.</summary>
internal sealed class CPUKernel(Accelerator accelerator, CompiledKernel compiledKernel) : Kernel(accelerator, compiledKernel);

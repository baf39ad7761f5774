using System.Collections.Concurrent;
using System.Reflection;

namespace NetArch.Gpu;

/// <summary>Loaded kernels, by their methods.</summary>
public sealed partial class GpuDevice
{
    private readonly ConcurrentDictionary<MethodInfo, Delegate> launchers = new();

    /// <summary>What launches a kernel; it is compiled at the first call. Allocates nothing after that.</summary>
    /// <typeparam name="TLauncher">An action of stream, configuration and the kernel's parameters.</typeparam>
    /// <exception cref="GpuException">It does not compile.</exception>
    internal TLauncher LauncherOf<TLauncher>(MethodInfo kernel) where TLauncher : Delegate =>
        (TLauncher)(launchers.TryGetValue(kernel, out Delegate? known) ? known : launchers.GetOrAdd(kernel, Load<TLauncher>(kernel)));

    private TLauncher Load<TLauncher>(MethodInfo kernel) where TLauncher : Delegate
    {
        try
        {
            return Accelerator.LoadKernel<TLauncher>(kernel);
        }
        catch (Exception exception) when (exception is not GpuException)
        {
            throw new GpuException(
                $"The kernel {NameOf(kernel)} does not compile for {Name}: {exception.Message} Where it is not one of your own, please report this as an error of NetArch.",
                exception);
        }
    }

    private static string NameOf(MethodInfo kernel) => kernel.IsGenericMethod
        ? $"{kernel.DeclaringType?.Name}.{kernel.Name}<{string.Join(", ", kernel.GetGenericArguments().Select(type => type.Name))}>"
        : $"{kernel.DeclaringType?.Name}.{kernel.Name}";
}

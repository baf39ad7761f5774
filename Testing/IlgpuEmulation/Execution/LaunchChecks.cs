using ILGPU;
using ILGPU.Runtime;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>What a device refuses to launch.</summary>
internal static class LaunchChecks
{
    public static void Check(Kernel kernel, KernelConfig config, nint arguments)
    {
        string name = kernel.CompiledKernel.Name;
        Accelerator accelerator = kernel.Accelerator;
        if (!config.IsValid)
            throw new ArgumentException($"Kernel {name}: a grid {config.GridDim} of groups {config.GroupDim} has no thread.");
        AtMost(name, "threads a group", config.GroupDim.LongSize, kernel.Specialization.MaxNumThreadsPerGroup ?? int.MaxValue, "its KernelSpecialization");
        AtMost(name, "threads a group", config.GroupDim.LongSize, accelerator.MaxNumThreadsPerGroup, "the device");
        AtMost(name, "groups in y", config.GridDim.Y, accelerator.MaxGridSize.Y, "the device");
        AtMost(name, "groups in z", config.GridDim.Z, accelerator.MaxGridSize.Z, "the device");
        AtMost(name, "bytes of shared memory", config.SharedMemoryConfig.ArraySize, accelerator.MaxSharedMemoryPerGroup, "the device");
        kernel.CompiledKernel.Program.Arguments.CheckBuffers(name, arguments);
    }

    private static void AtMost(string kernel, string what, long value, long limit, string owner)
    {
        if (value > limit)
            throw new ArgumentOutOfRangeException(nameof(value), $"Kernel {kernel} is launched with {value} {what}; {limit} is the limit of {owner}.");
    }
}

using System.Reflection;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Backends.EntryPoints
{
    /// <summary>The method a kernel starts with.</summary>
    public readonly struct EntryPointDescription
    {
        private EntryPointDescription(MethodInfo methodSource) => MethodSource = methodSource;

        public MethodInfo MethodSource { get; }

        public string Name => MethodSource.Name;

        /// <summary>A kernel that takes its indices from the grid and the group.</summary>
        public static EntryPointDescription FromExplicitlyGroupedKernel(MethodInfo methodSource) => new(methodSource);
    }
}

namespace ILGPU.Backends
{
    /// <summary>A kernel that can be loaded.</summary>
    public class CompiledKernel
    {
        internal CompiledKernel(Context context, EntryPointDescription entry, KernelSpecialization specialization, KernelProgram program)
        {
            Context = context;
            SourceMethod = entry.MethodSource;
            Specialization = specialization;
            Program = program;
        }

        public Context Context { get; }

        public MethodInfo SourceMethod { get; }

        public string Name => SourceMethod.Name;

        public KernelSpecialization Specialization { get; }

        public int NumParameters => Program.Arguments.Count;

        internal KernelProgram Program { get; }
    }
}

namespace ILGPU.Runtime
{
    /// <summary>Limits that a kernel is compiled for.</summary>
    public readonly record struct KernelSpecialization
    {
        public static readonly KernelSpecialization Empty;

        public KernelSpecialization(int? maxNumThreadsPerGroup, int? minNumGroupsPerMultiprocessor)
        {
            MaxNumThreadsPerGroup = maxNumThreadsPerGroup;
            MinNumGroupsPerMultiprocessor = minNumGroupsPerMultiprocessor;
        }

        /// <summary>The largest group the kernel may be launched with.</summary>
        public int? MaxNumThreadsPerGroup { get; }

        public int? MinNumGroupsPerMultiprocessor { get; }

        public bool IsCompatibleWith(Accelerator accelerator) =>
            MaxNumThreadsPerGroup is not { } threads || threads <= accelerator.MaxNumThreadsPerGroup;
    }
}

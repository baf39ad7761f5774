using System.Collections.Immutable;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Util;
using NetArch.IlgpuEmulation;

namespace ILGPU;

/// <summary>The devices there are and how kernels are compiled for them.</summary>
public sealed class Context : DisposeBase
{
    private Context(Builder builder)
    {
        Devices = [.. builder.Devices];
        Properties = builder;
    }

    public static string Version => "1.5.3";

    public ImmutableArray<Device> Devices { get; }

    public ContextProperties Properties { get; }

    public static Builder Create() => new();

    public static Context Create(Action<Builder> buildingCallback)
    {
        var builder = new Builder();
        buildingCallback(builder);
        return builder.ToContext();
    }

    public static Context CreateDefault() => Create(builder => builder.Default());

    public TDevice GetDevice<TDevice>(int deviceIndex)
        where TDevice : Device => GetDevices<TDevice>()[deviceIndex];

    public DeviceCollection<TDevice> GetDevices<TDevice>()
        where TDevice : Device => new([.. Devices.OfType<TDevice>()]);

    /// <summary>The first device that is not a CPU; a CPU if there is none or it is preferred.</summary>
    public Device GetPreferredDevice(bool preferCPU) =>
        Devices.FirstOrDefault(device => device is CPUDevice == preferCPU) ?? Devices[0];

    public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

    /// <summary>Devices of one kind. It can be indexed and enumerated, but is no <see cref="IEnumerable{T}"/>.</summary>
    public readonly struct DeviceCollection<TDevice>
        where TDevice : Device
    {
        private readonly ImmutableArray<TDevice> devices;

        internal DeviceCollection(ImmutableArray<TDevice> devices) => this.devices = devices;

        public int Count => devices.Length;

        public TDevice this[int deviceIndex] => devices[deviceIndex];

        public Enumerator GetEnumerator() => new(devices);

        /// <summary>Walks over the devices.</summary>
        public ref struct Enumerator
        {
            private readonly ImmutableArray<TDevice> devices;
            private int index = -1;

            internal Enumerator(ImmutableArray<TDevice> devices) => this.devices = devices;

            public readonly TDevice Current => devices[index];

            public bool MoveNext() => ++index < devices.Length;
        }
    }

    /// <summary>Collects what a context shall be. What only steers ILGPU's own compiler is recorded and has no effect here.</summary>
    public sealed class Builder : ContextProperties
    {
        internal Builder()
        {
        }

        internal List<Device> Devices { get; } = [];

        public Builder Default() => AllAccelerators();

        public Builder AllAccelerators() => this.DefaultCPU();

        public Builder AllAccelerators(Predicate<Device> predicate)
        {
            Devices.AddRange(CPUDevice.All.Where(device => predicate(device)));
            return this;
        }

        public Builder Inlining(InliningMode inliningMode) => With(() => InliningMode = inliningMode);

        public Builder DebugSymbols(DebugSymbolsMode debugSymbolsMode) => With(() => DebugSymbolsMode = debugSymbolsMode);

        public Builder Assertions() => With(() => EnableAssertions = true);

        public Builder IOOperations() => With(() => EnableIOOperations = true);

        public Builder Verify() => With(() => EnableVerifier = true);

        public Builder Math(MathMode mathMode) => With(() => MathMode = mathMode);

        public Builder StaticFields(StaticFieldMode fieldMode) => With(() => StaticFieldMode = fieldMode);

        public Builder Caching(CachingMode cachingMode) => With(() => CachingMode = cachingMode);

        public Builder AutoAssertions() => this;

        public Builder Debug() => Optimize(OptimizationLevel.Debug).Assertions();

        public Builder Release() => Optimize(OptimizationLevel.Release);

        public Builder Optimize(OptimizationLevel level) => With(() => OptimizationLevel = level);

        public Builder PageLocking(PageLockingMode mode) => With(() => PageLockingMode = mode);

        public Builder Profiling() => With(() => EnableProfiling = true);

        public Context ToContext() => new(this);

        private Builder With(Action set)
        {
            set();
            return this;
        }
    }
}

/// <summary>How a context compiles kernels.</summary>
public class ContextProperties
{
    private protected ContextProperties()
    {
    }

    public InliningMode InliningMode { get; private protected set; }

    public DebugSymbolsMode DebugSymbolsMode { get; private protected set; }

    public bool EnableAssertions { get; private protected set; }

    public bool EnableIOOperations { get; private protected set; }

    public bool EnableVerifier { get; private protected set; }

    public MathMode MathMode { get; private protected set; }

    public StaticFieldMode StaticFieldMode { get; private protected set; }

    public CachingMode CachingMode { get; private protected set; }

    public OptimizationLevel OptimizationLevel { get; private protected set; } = OptimizationLevel.Release;

    public PageLockingMode PageLockingMode { get; private protected set; }

    public bool EnableProfiling { get; private protected set; }

    /// <summary>Whether <c>EnableAlgorithms()</c> was called: without it ILGPU compiles no exponential or logarithm for a GPU.</summary>
    internal bool HasAlgorithms { get; set; }

    /// <summary>How the emulation runs kernels.</summary>
    internal EmulationOptions EmulationOptions { get; set; } = EmulationOptions.FromEnvironment();
}

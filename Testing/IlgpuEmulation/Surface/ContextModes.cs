namespace ILGPU;

/// <summary>Which calls ILGPU's compiler inlines.</summary>
public enum InliningMode
{
    Default = 0,
    Aggressive = 0,
    Conservative = 1,
    Disabled = 2,
}

/// <summary>How hard ILGPU's compiler optimises.</summary>
public enum OptimizationLevel
{
    Debug = 0,
    O0 = 0,
    Release = 1,
    O1 = 1,
    O2 = 2,
}

/// <summary>How exact mathematical functions are on a device.</summary>
public enum MathMode
{
    Default = 0,
    Fast = 1,
    Fast32BitOnly = 2,
}

/// <summary>What ILGPU's compiler does about static fields.</summary>
[Flags]
public enum StaticFieldMode
{
    Default = 0,
    MutableStaticFields = 1,
    IgnoreStaticFieldStores = 2,
}

/// <summary>What ILGPU caches.</summary>
public enum CachingMode
{
    Default = 0,
    NoKernelCaching = 1,
    NoLaunchCaching = 2,
    Disabled = 3,
}

/// <summary>When ILGPU pins memory of the host for a copy.</summary>
public enum PageLockingMode
{
    Default = 0,
    Auto = 1,
    Aggressive = 2,
}

/// <summary>How much debugging information ILGPU's compiler reads.</summary>
public enum DebugSymbolsMode
{
    Auto = 0,
    Disabled = 1,
    Basic = 2,
    Kernel = 3,
    KernelSourceAnnotations = 4,
}

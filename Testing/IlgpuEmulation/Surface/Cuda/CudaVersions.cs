namespace ILGPU.Runtime.Cuda;

/// <summary>The compute capability of a device.</summary>
public readonly record struct CudaArchitecture : IComparable<CudaArchitecture>
{
    public static readonly CudaArchitecture SM_70 = new(7, 0);
    public static readonly CudaArchitecture SM_75 = new(7, 5);
    public static readonly CudaArchitecture SM_80 = new(8, 0);
    public static readonly CudaArchitecture SM_86 = new(8, 6);
    public static readonly CudaArchitecture SM_89 = new(8, 9);
    public static readonly CudaArchitecture SM_90 = new(9, 0);

    public CudaArchitecture(int major, int minor) => (Major, Minor) = (major, minor);

    public int Major { get; }

    public int Minor { get; }

    public int CompareTo(CudaArchitecture other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => $"SM_{Major}{Minor}";

    public static bool operator <(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) < 0;

    public static bool operator <=(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) <= 0;

    public static bool operator >(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) > 0;

    public static bool operator >=(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) >= 0;
}

/// <summary>The version of PTX that is emitted.</summary>
public readonly record struct CudaInstructionSet
{
    public CudaInstructionSet(int major, int minor) => (Major, Minor) = (major, minor);

    public int Major { get; }

    public int Minor { get; }

    public override string ToString() => $"{Major}.{Minor}";
}

/// <summary>The version of CUDA that the driver speaks.</summary>
public readonly record struct CudaDriverVersion
{
    private CudaDriverVersion(int value) => Value = value;

    public int Value { get; }

    public int Major => Value / 1000;

    public int Minor => Value % 1000 / 10;

    public static CudaDriverVersion FromMajorMinor(int major, int minor) => new(major * 1000 + minor * 10);

    public static CudaDriverVersion FromValue(int value) => new(value);

    public override string ToString() => $"{Major}.{Minor}";
}

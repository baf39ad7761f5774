using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace NetArch.Gpu;

/// <summary>Where NVIDIA's driver library is. ILGPU asks for <c>cuda</c>; a machine that only runs programs has <c>libcuda.so.1</c> and
/// not the name that programs are linked by, and ILGPU then finds no device and says nothing.</summary>
internal static class CudaLibrary
{
    /// <summary>What imports call it.</summary>
    public const string Name = "cuda";

    // Where Windows runs Linux beside itself, its driver is here, and ILGPU looks there by itself.
    private const string WindowsSubsystemFolder = "/usr/lib/wsl/lib";

    private static readonly Lazy<bool> Resolving = new(Resolve);

    /// <summary>The name of the file.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>To be called before anything asks for the library.</summary>
    public static void Prepare() => _ = Resolving.Value;

    public static bool TryLoad(out nint handle) =>
        NativeLibrary.TryLoad(FileName, out handle) || NativeLibrary.TryLoad(Path.Combine(WindowsSubsystemFolder, FileName), out handle);

    private static bool Resolve()
    {
        NativeLibrary.SetDllImportResolver(typeof(CudaLibrary).Assembly, Find);
        if (Directory.Exists(WindowsSubsystemFolder)) return true;
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(CudaAccelerator).Assembly, Find);
        }
        catch (InvalidOperationException)
        {
            // The program has a resolver of its own there, and with it a reason for it.
        }

        return true;
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name is Name or "nvcuda" && TryLoad(out nint handle) ? handle : 0;
}

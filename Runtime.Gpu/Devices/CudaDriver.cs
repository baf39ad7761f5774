using System.Runtime.InteropServices;

namespace NetArch.Gpu;

/// <summary>What is called in NVIDIA's driver beside what ILGPU calls: pinned memory, copies and events without allocations on the
/// host, and graphs. See the CUDA Driver API; a result of 0 is success.</summary>
internal static unsafe partial class CudaDriver
{
    public const int Success = 0, OutOfMemory = 2, NoDevice = 100;

    /// <summary>Only what this thread does during a capture can spoil it.</summary>
    public const int CaptureOfThread = 1;

    /// <summary>Memory that every context may copy from as pinned memory.</summary>
    public const uint PortableMemory = 1;

    /// <summary>An event that only orders, and keeps no time.</summary>
    public const uint EventWithoutTime = 2;

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuInit")]
    public static partial int Initialise(uint flags);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuDriverGetVersion")]
    public static partial int GetVersion(out int version);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuDeviceGetCount")]
    public static partial int GetDeviceCount(out int count);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuGetErrorName")]
    public static partial int GetErrorName(int error, out byte* name);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuMemGetInfo_v2")]
    public static partial int GetMemory(out nuint free, out nuint total);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuMemHostAlloc")]
    public static partial int AllocateHost(out void* memory, nuint bytes, uint flags);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuMemFreeHost")]
    public static partial int FreeHost(void* memory);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuMemcpyHtoDAsync_v2")]
    public static partial int CopyToDevice(nint to, void* from, nuint bytes, nint stream);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuMemcpyDtoHAsync_v2")]
    public static partial int CopyToHost(void* to, nint from, nuint bytes, nint stream);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuEventCreate")]
    public static partial int CreateEvent(out nint created, uint flags);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuEventDestroy_v2")]
    public static partial int DestroyEvent(nint destroyed);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuEventRecord")]
    public static partial int RecordEvent(nint recorded, nint stream);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuEventSynchronize")]
    public static partial int AwaitEvent(nint awaited);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuStreamWaitEvent")]
    public static partial int LetStreamWait(nint stream, nint awaited, uint flags);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuStreamBeginCapture_v2")]
    public static partial int BeginCapture(nint stream, int mode);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuStreamEndCapture")]
    public static partial int EndCapture(nint stream, out nint graph);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuGraphInstantiateWithFlags")]
    public static partial int Instantiate(out nint executable, nint graph, ulong flags);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuGraphLaunch")]
    public static partial int LaunchGraph(nint executable, nint stream);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuGraphExecDestroy")]
    public static partial int DestroyExecutable(nint executable);

    [LibraryImport(CudaLibrary.Name, EntryPoint = "cuGraphDestroy")]
    public static partial int DestroyGraph(nint graph);

    /// <summary>The driver's name for an error, such as <c>CUDA_ERROR_OUT_OF_MEMORY</c>, with its number.</summary>
    public static string NameOf(int error) => GetErrorName(error, out byte* name) == Success && name is not null
        ? $"{Marshal.PtrToStringAnsi((nint)name)} ({error})"
        : $"error {error}";

    /// <exception cref="GpuException">The call failed.</exception>
    public static void Check(int result, string doing)
    {
        if (result != Success) throw new GpuException($"The GPU's driver failed while {doing}: {NameOf(result)}.");
    }
}

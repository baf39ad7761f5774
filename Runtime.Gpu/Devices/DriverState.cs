using System.Globalization;

namespace NetArch.Gpu;

/// <summary>What the driver says when asked for devices, and what that means for who asked.</summary>
/// <param name="IsThere">Whether its library could be loaded.</param>
/// <param name="Started">What its initialisation gave; 0 is success.</param>
/// <param name="Error">The name of <paramref name="Started"/>.</param>
/// <param name="Version">The CUDA version that it speaks: 1000 * major + 10 * minor.</param>
/// <param name="Devices">How many devices it sees.</param>
internal sealed record DriverState(bool IsThere, int Started = 0, string Error = "", int Version = 0, int Devices = 0)
{
    private const string Without = "Without a GPU, leave the device out: networks then run on the processor.";

    public static DriverState Ask()
    {
        CudaLibrary.Prepare();
        if (!CudaLibrary.TryLoad(out _)) return new DriverState(false);
        int started = CudaDriver.Initialise(0);
        int version = CudaDriver.GetVersion(out int found) == CudaDriver.Success ? found : 0;
        if (started != CudaDriver.Success) return new DriverState(true, started, CudaDriver.NameOf(started), version);
        return new DriverState(true, Version: version, Devices: CudaDriver.GetDeviceCount(out int devices) == CudaDriver.Success ? devices : 0);
    }

    /// <summary>Why there is no device, or null where there should be one.</summary>
    public string? WhyNoDevice(string? visible)
    {
        if (!IsThere)
        {
            return $"There is no GPU to use: NVIDIA's driver library {CudaLibrary.FileName} was not found. It comes with the driver (nvidia-smi shows whether that is installed); "
                + $"a container sees it when it is started with the GPUs, as by docker run --gpus all. {Without}";
        }

        if (Started is not (CudaDriver.Success or CudaDriver.NoDevice))
            return $"NVIDIA's driver does not start: {Error}. After an update of the driver, restarting the machine usually mends it. {Without}";
        if (Devices > 0) return null;
        string hidden = visible is null ? "" : $" The environment variable CUDA_VISIBLE_DEVICES is \"{visible}\", which may hide it.";
        return $"NVIDIA's driver (CUDA {VersionText}) sees no device.{hidden} {Without}";
    }

    /// <summary>What to say of a device for which no kernels can be written.</summary>
    public string TooOld(string device) =>
        $"{device} cannot be used with this driver, which speaks CUDA {VersionText}: that is older than the device's instruction set needs. A newer driver from NVIDIA mends it.";

    private string VersionText => string.Create(CultureInfo.InvariantCulture, $"{Version / 1000}.{Version % 1000 / 10}");
}

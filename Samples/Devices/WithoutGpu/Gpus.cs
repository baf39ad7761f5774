namespace NetArch.Samples.Devices;

/// <summary>This build has no backend for GPUs: compiling every network for them too would take it minutes.</summary>
internal static class Gpus
{
    public static ComputeDevice Open(int number) => throw new UsageException(
        $"--device gpu{(number == 0 ? "" : $":{number}")}: this build runs on the processor alone. For a GPU: dotnet run -c Release -p:Gpu=true --project Samples -- ...");
}

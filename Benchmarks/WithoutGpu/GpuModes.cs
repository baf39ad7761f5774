namespace NetArch.Benchmarks.Gpu;

/// <summary>This build has no backend for GPUs.</summary>
internal static class GpuModes
{
    public static int Time(string[] arguments) => Refuse("gpu");

    public static int Train(string[] arguments) => Refuse("gpu-train");

    private static int Refuse(string command)
    {
        Console.Error.WriteLine($"{command}: this build runs on the processor alone. For a GPU: dotnet run -c Release -p:Gpu=true --project Benchmarks -- {command}");
        return 2;
    }
}

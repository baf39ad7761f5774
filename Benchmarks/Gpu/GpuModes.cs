using System.Globalization;
using NetArch.Gpu;

namespace NetArch.Benchmarks.Gpu;

/// <summary><c>gpu [NETWORK ...] [--seconds S] [--precision P]</c> prints a table of rates; <c>gpu-train [NETWORK ...] [--cifar DIR]</c> trains on the
/// GPU and on the processor, and compares. Exit codes: 0 done, 1 something failed, 2 the command line is wrong.</summary>
internal static class GpuModes
{
    public static int Time(string[] arguments) => Run(arguments, "gpu", options => new RateTable(options).Print(Console.Out));

    public static int Train(string[] arguments) => Run(arguments, "gpu-train", options => new GpuTrainings(options).Print(Console.Out));

    private static int Run(string[] arguments, string command, Func<GpuOptions, bool> action)
    {
        if (GpuOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Usage: {command} [{string.Join('|', GpuNetworks.All.Select(network => network.Name))} ...] [--seconds 2] [--precision float32|tf32|both] [--emulated] [--cifar DIR]"));
            return 2;
        }

        try
        {
            return action(options) ? 0 : 1;
        }
        catch (NetArchException failure)
        {
            Console.Error.WriteLine($"error: {failure.Message}");
            return 1;
        }
    }
}

/// <param name="Networks">By name; all of them where none was named.</param>
/// <param name="Precisions">In the order of the table's rows.</param>
/// <param name="Emulated">On the processor, through ILGPU: to try the program itself where there is no GPU. Its rates mean nothing.</param>
/// <param name="Cifar">The folder with CIFAR-10's six binary files, or null.</param>
internal sealed record GpuOptions(IReadOnlyList<GpuNetwork> Networks, IReadOnlyList<Precision> Precisions, double Seconds, bool Emulated, string? Cifar)
{
    public GpuDevice Open() => Emulated ? GpuDevice.OfCpu() : GpuDevice.Default;

    /// <summary>Null where something is not understood.</summary>
    public static GpuOptions? Parse(string[] arguments)
    {
        var networks = new List<GpuNetwork>();
        var options = new GpuOptions(GpuNetworks.All, [Precision.Float32, Precision.Tf32], Seconds: 2, Emulated: false, Cifar: null);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (GpuNetworks.Named(arguments[i]) is { } network) networks.Add(network);
            else if (arguments[i] == "--emulated") options = options with { Emulated = true };
            else if (i + 1 < arguments.Length && options.With(arguments[i], arguments[++i]) is { } next) options = next;
            else return null;
        }

        return networks.Count == 0 ? options : options with { Networks = networks };
    }

    private GpuOptions? With(string name, string value) => name switch
    {
        "--seconds" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 => this with { Seconds = seconds },
        "--precision" when value == "both" => this with { Precisions = [Precision.Float32, Precision.Tf32] },
        "--precision" when Enum.TryParse(value, ignoreCase: true, out Precision precision) && Enum.IsDefined(precision) => this with { Precisions = [precision] },
        "--cifar" when Directory.Exists(value) => this with { Cifar = value },
        _ => null,
    };
}

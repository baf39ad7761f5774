using System.CommandLine;
using NetArch.Samples.Devices;

namespace NetArch.Samples.Commands;

/// <summary>What a network runs on: <c>--threads</c>, <c>--device</c> and <c>--precision</c>.</summary>
internal sealed class ComputeOptions
{
    private const string Exact = "float32";
    private const string TensorCores = "tf32";

    private readonly Option<int> threads = NumberOptions.Threads();
    private readonly Option<DeviceChoice> device = new("--device")
    {
        Description = "What to run on: cpu, gpu, or gpu:1 for the second GPU and so on. GPUs need a build with -p:Gpu=true.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new DeviceChoice(Gpu: null),
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (DeviceChoice.Parse(text) is { } choice) return choice;
            result.AddError($"--device {text}: it must be cpu, gpu, or gpu:1 for the second GPU and so on");
            return null;
        },
    };

    private readonly Option<string> precision = Choices.Option(
        "--precision", "How a GPU multiplies; tf32 is faster and rounds to 10 bits of mantissa", Exact, [Exact, TensorCores]);

    public IEnumerable<Option> All => [threads, device, precision];

    /// <summary>What was asked for, with the device opened.</summary>
    /// <exception cref="NetArchException">There is no such device, or the processor is to be a GPU.</exception>
    public ComputeSettings Read(ParseResult result)
    {
        ComputeDevice? opened = result.GetRequiredValue(device).Open();
        bool rounds = result.GetRequiredValue(precision) == TensorCores;
        if (rounds && opened is null) throw new UsageException("--precision tf32 is how a GPU's tensor cores multiply; add --device gpu.");
        return new ComputeSettings(result.GetValue(threads), opened, rounds ? Precision.Tf32 : Precision.Float32);
    }
}

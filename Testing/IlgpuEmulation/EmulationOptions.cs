using System.Globalization;
using ILGPU;

namespace NetArch.IlgpuEmulation;

/// <summary>In which order groups run, and threads in a group. A right kernel gives the same result in every order.</summary>
public enum ExecutionOrder
{
    Forward,
    Reverse,
    Shuffled,
}

/// <summary>What the emulation can be told beyond ILGPU's own settings.</summary>
public sealed record EmulationOptions
{
    /// <summary>The environment variable that <see cref="FromEnvironment"/> reads, such as <c>tensorcores,order=shuffled:7,workers=2</c>.</summary>
    public const string Variable = "NETARCH_EMULATION";

    /// <summary>The order of groups and threads.</summary>
    public ExecutionOrder Order { get; init; } = ExecutionOrder.Forward;

    /// <summary>What <see cref="ExecutionOrder.Shuffled"/> shuffles by.</summary>
    public int Seed { get; init; }

    /// <summary>Whether <c>CudaAsm.IsSupported</c> is true in kernels, and the PTX instructions of tensor cores are executed.</summary>
    public bool TensorCores { get; init; }

    /// <summary>On how many threads of the host groups run. With more than one, the order of atomic additions is open.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Shared memory that a group may have without asking for it dynamically, in bytes: 48 KB, as on CUDA.</summary>
    public int StaticSharedMemoryLimit { get; init; } = 48 * 1024;

    /// <summary>Reads the options from the environment; what is not set there has its usual value.</summary>
    public static EmulationOptions FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable) ?? "");

    /// <summary>Reads options such as <c>tensorcores,order=shuffled:7,workers=2</c>.</summary>
    public static EmulationOptions Parse(string text)
    {
        var options = new EmulationOptions();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            options = options.With(part);
        return options;
    }

    private EmulationOptions With(string part) => part.Split('=', ':') switch
    {
        ["tensorcores"] => this with { TensorCores = true },
        ["order", "forward"] => this with { Order = ExecutionOrder.Forward },
        ["order", "reverse"] => this with { Order = ExecutionOrder.Reverse },
        ["order", "shuffled", var seed] => this with { Order = ExecutionOrder.Shuffled, Seed = int.Parse(seed, CultureInfo.InvariantCulture) },
        ["workers", var number] => this with { Workers = int.Parse(number, CultureInfo.InvariantCulture) },
        _ => throw new FormatException($"'{part}' in {Variable} is none of: tensorcores, order=forward, order=reverse, order=shuffled:SEED, workers=N."),
    };
}

/// <summary>Gives a context's builder the options of the emulation.</summary>
public static class EmulationContextExtensions
{
    public static Context.Builder Emulation(this Context.Builder builder, EmulationOptions options)
    {
        builder.EmulationOptions = options;
        return builder;
    }
}

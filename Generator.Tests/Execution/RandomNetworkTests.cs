extern alias Runtime;

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl.Model;
using NetArch.Generator.Tests.Planning;
using NetArch.Runtime.Tests.Numerics;
using NetArch.Runtime.Tests.Reference;
using Xunit.Abstractions;
using BatchResult = Runtime::NetArch.BatchResult;
using Compiled = Runtime::NetArch.Network;
using IPoisonable = Runtime::NetArch.IPoisonable;
using Parameter = Runtime::NetArch.Parameter;
using Reduction = Runtime::NetArch.Reduction;
using StepContext = Runtime::NetArch.StepContext;

namespace NetArch.Generator.Tests.Execution;

/// <summary>Random networks, generated, compiled, run: what they compute is what the reference computes, whose gradients in turn are
/// central differences.</summary>
/// <remarks>As many as <c>NETARCH_RANDOM_NETWORKS</c> says, from the seed <c>NETARCH_RANDOM_SEED</c>; or one, whose statements are
/// <c>NETARCH_NETWORK</c>.</remarks>
public sealed class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Size = 10;
    private const int SmallestBatch = 5;
    private const ulong DropoutSeed = 0x5EED_0000_0017;

    private static readonly int Count = Setting("NETARCH_RANDOM_NETWORKS", 30);
    private static readonly int Seed = Setting("NETARCH_RANDOM_SEED", 20_151_210);

    private static readonly (string Name, string Text, Network Network)[] Networks = [.. Drawn().Select((text, i) => Named($"Random{i}", text))];

    [Fact]
    public void Random_networks_compute_what_the_reference_computes()
    {
        output.WriteLine($"seed {Seed}, {Count} networks");
        CompiledNetworks compiled = CompiledNetworks.Of(
            [("Blocks.net.arch", Statements.Blocks), .. Networks.Select(network => (network.Name + ".net.arch", (string?)network.Text))]);
        var failures = new List<string>();
        foreach ((string name, string text, Network network) in Networks)
        {
            using Compiled subject = compiled.Create(name, threads: 2);
            ((IPoisonable)subject.Engine).PoisonMemory();
            string[] found = [.. new[] { SmallestBatch, 17 }.SelectMany(batch => Differences(subject, network, batch))];
            if (found.Length > 0) failures.Add($"{string.Join('\n', found.Take(6))}\n{text}");
        }

        failures.ShouldBeEmpty($"seed {Seed}: {failures.Count} of {Count} networks differ\n{string.Join('\n', failures.Take(3))}");
    }

    [Fact]
    public void The_reference_of_random_networks_has_the_gradients_of_central_differences()
    {
        output.WriteLine($"seed {Seed}, {Count} networks");
        foreach ((_, string text, Network network) in Networks)
        {
            var samples = new RandomSamples(network, Seed);
            TensorTable parameters = samples.ReferenceParameters();
            ReferenceBatch batch = samples.FirstOfReference(SmallestBatch);
            ReferenceMode mode = Training(step: 1);
            ReferenceRun run = ReferenceRun.Of(network, batch, parameters, mode);
            double largest = run.Tensors.Values.Max(tensor => tensor.Max(Math.Abs));
            double Loss() => ReferenceRun.Of(network, batch, parameters, mode).Loss;
            foreach (ReferenceParameter parameter in ReferenceParameter.Of(network.Layers).Where(parameter => !parameter.Running))
            {
                int place = parameter.Count / 2;
                CentralDifferences.Error(parameters[parameter.Name], place, run.Tensors[parameter.Name][place], Loss)
                    .ShouldBeLessThanOrEqualTo(1e-6 * Math.Max(largest, 1e-3), $"seed {Seed}: {parameter.Name}[{place}] of\n{text}");
            }
        }
    }

    private static IEnumerable<string> Differences(Compiled subject, Network network, int batch)
    {
        var samples = new RandomSamples(network, Seed);
        foreach (Parameter parameter in subject.Parameters) parameter.CopyFrom(samples.Parameters[parameter.Name]);
        return InEvaluation(subject, network, samples, batch)
            .Concat(InTraining(subject, network, samples, batch))
            .Select(difference => $"batch {batch}, {difference}");
    }

    private static IEnumerable<string> InEvaluation(Compiled subject, Network network, RandomSamples samples, int batch)
    {
        var comparison = new Comparison(network, samples, batch, ReferenceMode.Evaluation);
        var outputs = new float[batch * network.Output.Count];
        var inputs = new float[batch * network.Input.Count];
        BatchResult result = subject.Engine.Infer(samples.First(batch), outputs);
        subject.Engine.ComputeInputGradients(samples.First(batch), inputs, Reduction.Mean);
        return [.. comparison.Loss(result.Loss), .. comparison.Of("outputs", outputs, 1e-4), .. comparison.Of("inputs", inputs, 1e-3)];
    }

    private static IEnumerable<string> InTraining(Compiled subject, Network network, RandomSamples samples, int batch)
    {
        var comparison = new Comparison(network, samples, batch, Training(step: 1));
        var context = new StepContext(new float[subject.Parameters.Count], DropoutSeed, 1, dropout: true, Reduction.Mean);
        BatchResult result = subject.Engine.ComputeGradients(samples.First(batch), context);
        var differences = comparison.Loss(result.Loss).ToList();
        for (int i = 0; i < subject.Parameters.Count; i++)
        {
            Parameter parameter = subject.Parameters[i];
            if (!parameter.Description.Trained) continue;
            var gradient = new float[parameter.Count];
            subject.Engine.ReadGradient(i, gradient);
            differences.AddRange(comparison.Of(parameter.Name, gradient, 1e-3));
        }

        return differences;
    }

    private static ReferenceMode Training(long step) => new(Training: true, new ReferenceDropout(DropoutSeed, step));

    private static (string Name, string Text, Network Network) Named(string name, string statements)
    {
        string text = $"network {name} {{\n{statements}}}\n";
        return (name, text, Plans.Check($"{Statements.Blocks}\n{text}"));
    }

    private static IEnumerable<string> Drawn() => Environment.GetEnvironmentVariable("NETARCH_NETWORK") is { } text
        ? [text + "\n"]
        : RandomText.Network.Sample(Count, new Rnd((ulong)Seed), Size);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

extern alias Runtime;

using NetArch.Generator.Planning;
using NetArch.Generator.Tests.Planning;
using Compiled = Runtime::NetArch.Network;

namespace NetArch.Generator.Tests.Execution;

/// <summary>The memory that a claim in the text speaks of is the memory that the compiled network takes.</summary>
public sealed class TrainingMemoryTests
{
    private static readonly (string Name, string Text)[] Networks =
    [
        ("Convolutional", "input 3x9x9; conv 5 3x3 pad 1; relu; maxpool 3x3; conv 4 3x3; tanh; fc 7; dropout 0.5; fc 4; softmax"),
        ("Normalised", "input 2x8x8; conv 4 3x3 pad 1 nobias; batchnorm; relu; residual { conv 4 3x3 pad 1; batchnorm }; fc 3; softmax"),
        ("Wide", "input 300; fc 256; relu; fc 256; relu; fc 10; softmax"),
    ];

    [Fact]
    public void What_a_plan_claims_is_what_one_thread_takes()
    {
        string[] texts = [.. Networks.Select(network => $"network {network.Name} {{\n{network.Text}\n}}\n")];
        CompiledNetworks compiled = CompiledNetworks.Of([.. Networks.Zip(texts, (network, text) => (network.Name + ".net.arch", (string?)text))]);
        foreach ((string name, string text) in Networks)
        {
            NetworkPlan plan = Plans.Of(text);
            using Compiled network = compiled.Create(name, threads: 1);
            foreach (int batch in new[] { 1, 16, 17, 33, 128, 1000, 100_000 })
                network.TrainingBytes(batch).ShouldBe(plan.TrainingBytes(batch), $"{name}, batch {batch}");
        }
    }
}

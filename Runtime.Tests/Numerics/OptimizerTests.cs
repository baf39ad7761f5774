using NetArch.Runtime.Tests.Reference;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The optimisers against PyTorch's formulas in double precision, fed with the compiled network's own gradients.</summary>
public sealed class OptimizerTests
{
    private const int Steps = 6;

    /// <summary>Between them these add gradients up in every way there is.</summary>
    private static readonly string[] Networks = ["LeNet", "ConvManyWeights", "FcTurns", "NormCifar", "ResidualFrozenShortcut", "ConcatInception", "ConvLongRowNorm"];

    public static TheoryData<string, Optimizer> Cases
    {
        get
        {
            var cases = new TheoryData<string, Optimizer>();
            foreach (string name in Networks)
            {
                foreach (Optimizer optimizer in new Optimizer[]
                {
                    new Sgd(0.1f), new Sgd(0.1f, WeightDecay: 0.05f), new Sgd(0.05f, Momentum: 0.9f), new Sgd(0.05f, 0.8f, 0.05f),
                    new Adam(0.01f), new Adam(0.02f, 0.8f, 0.99f, 1e-4f), new Adam(0.01f, WeightDecay: 0.1f),
                    new Adam(0.01f, WeightDecay: 0.1f, Decoupled: true),
                }) cases.Add(name, optimizer);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_follow_the_formulas(string name, Optimizer optimizer)
    {
        using var network = new NetworkUnderTest(name);
        Dictionary<string, ReferenceOptimizer> references = network.Trained.ToDictionary(
            parameter => parameter.Name, parameter => new ReferenceOptimizer(optimizer, parameter.Count));
        for (int step = 0; step < Steps; step++)
        {
            int batch = 33 - step;
            network.Differentiate(network.Samples.First(batch), dropout: true, step);
            Dictionary<string, double[]> expected = network.Trained.ToDictionary(
                parameter => parameter.Name, parameter => references[parameter.Name].Step(parameter.ToArray(), network.Gradient(parameter)));
            network.Step(network.Samples.First(batch), optimizer, step);
            foreach (Parameter parameter in network.Trained)
                parameter.ToArray().ShouldAgree(expected[parameter.Name], Tolerances.OptimizerStep, $"{parameter.Name} after step {step + 1}");
        }
    }

    [Theory]
    [InlineData("LeNet")]
    [InlineData("FcTurns")]
    public void A_reset_optimizer_begins_anew(string name)
    {
        using var fresh = new NetworkUnderTest(name);
        using var reset = new NetworkUnderTest(name);
        var optimizer = new Adam(0.01f);
        for (int step = 0; step < 3; step++) reset.Step(reset.Samples.First(20), optimizer, step);
        foreach ((Parameter parameter, Parameter first) in reset.Network.Parameters.Zip(fresh.Network.Parameters)) parameter.CopyFrom(first.ToArray());
        reset.Engine.ResetOptimizer();
        fresh.Step(fresh.Samples.First(20), optimizer, 0);
        reset.Step(reset.Samples.First(20), optimizer, 0);
        reset.AllParameters().ShouldEqualBitForBit(fresh.AllParameters(), "a parameter");
    }
}

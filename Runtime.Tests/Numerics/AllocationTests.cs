namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Tests that measure the whole process, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}

[Collection(AloneCollection.Name)]
public sealed class AllocationTests
{
    private const int Steps = 20;

    public static TheoryData<string, Optimizer> Cases
    {
        get
        {
            var cases = new TheoryData<string, Optimizer>();
            foreach (string name in new[] { "LeNet", "DigitsMlp", "DropAfterPool", "NormLarge", "ResidualProject", "ConcatDropout" })
                foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.01f), new Sgd(0.01f, 0.9f), new Adam() }) cases.Add(name, optimizer);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_step_allocates_nothing_on_the_thread_that_asks(string name, Optimizer optimizer)
    {
        using var network = new NetworkUnderTest(name);
        var rates = new float[network.Network.Parameters.Count];
        Train(network, optimizer, rates, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Train(network, optimizer, rates, Steps);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    /// <summary>The test host allocates now and then on threads of its own, so one quiet round out of many is proof: a step that
    /// allocated would do so in each.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_step_allocates_nothing_on_any_thread(string name, Optimizer optimizer)
    {
        const int Rounds = 200;
        using var network = new NetworkUnderTest(name);
        var rates = new float[network.Network.Parameters.Count];
        Train(network, optimizer, rates, 2);
        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Train(network, optimizer, rates, 2);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        least.ShouldBe(0);
    }

    [Fact]
    public void Inference_allocates_nothing()
    {
        using var network = new NetworkUnderTest("LeNet");
        var outputs = new float[TestSamples.Count * network.Description.Outputs];
        network.Engine.Infer(network.Samples.First(TestSamples.Count), outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Steps; i++) network.Engine.Infer(network.Samples.First(TestSamples.Count), outputs);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Train(NetworkUnderTest network, Optimizer optimizer, float[] rates, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            network.Network.FillRates(rates, 0.001f, 1);
            network.Engine.Train(
                network.Samples.First(step % 2 == 0 ? TestSamples.Count : 17), optimizer,
                new StepContext(rates, NetworkUnderTest.Seed, step, dropout: true, Reduction.Mean));
        }
    }
}

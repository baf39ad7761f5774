using NetArch.Runtime.Tests.Reference;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>A compiled network with random parameters (those too that start at zero or one) and samples, and its reference with the same numbers.</summary>
internal sealed class NetworkUnderTest : IDisposable
{
    public const ulong Seed = 0x5EED_0000_0017;

    public NetworkUnderTest(string name, int threads = 2)
    {
        Tested = TestedNetwork.All[name];
        Network = Tested.Create(Backend.Options(new NetworkOptions(Seed: 3, Threads: threads)));
        Samples = new TestSamples(Tested.Checked);
        foreach (Parameter parameter in Network.Parameters.Where(parameter => parameter.Description.Kind != ParameterKind.Weight))
        {
            var random = new PhiloxSequence(5, Philox.Stream(parameter.Name));
            (float low, float high) = parameter.Description.Kind is ParameterKind.Scale or ParameterKind.RunningVariance ? (0.5f, 1.5f) : (-0.3f, 0.3f);
            parameter.CopyFrom(TestSamples.Uniform(ref random, parameter.Count, low, high));
        }
    }

    public TestedNetwork Tested { get; }

    public Network Network { get; }

    public TestSamples Samples { get; }

    public INetworkEngine Engine => Network.Engine;

    public NetworkDescription Description => Network.Description;

    public IEnumerable<Parameter> Trained => Network.Parameters.Where(parameter => parameter.Description.Trained);

    /// <summary>The reference, with the parameters that the network has now.</summary>
    public ReferenceNetwork Reference()
    {
        var parameters = new TensorTable();
        foreach (Parameter parameter in Network.Parameters) parameters[parameter.Name] = [.. parameter.ToArray().Select(value => (double)value)];
        return new ReferenceNetwork(Tested.Checked, parameters);
    }

    /// <summary>What one sample's loss counts for in a batch's.</summary>
    public double SampleScale(int batch, Reduction reduction) => Description.Loss == Loss.SquaredError
        ? reduction == Reduction.Sum ? 1 : 1.0 / (batch * Description.Outputs)
        : 1.0 / batch;

    public BatchResult Infer(int batch, out float[] outputs)
    {
        outputs = new float[batch * Description.Outputs];
        return Engine.Infer(Samples.First(batch), outputs);
    }

    public BatchResult Differentiate(Batch batch, bool dropout = false, long step = 0, Reduction reduction = Reduction.Mean) =>
        Engine.ComputeGradients(batch, new StepContext(new float[Network.Parameters.Count], Seed, step, dropout, reduction));

    public float[] Gradient(Parameter parameter)
    {
        var gradient = new float[parameter.Count];
        Engine.ReadGradient(Network.Parameters.ToList().IndexOf(parameter), gradient);
        return gradient;
    }

    public float[] InputGradients(int batch, Reduction reduction = Reduction.Mean)
    {
        var gradients = new float[batch * Description.Input.Count];
        Engine.ComputeInputGradients(Samples.First(batch), gradients, reduction);
        return gradients;
    }

    public float[][] Trace(int batch)
    {
        float[][] outputs = [.. Description.Layers.Select(layer => new float[batch * layer.Output.Count])];
        Engine.Trace(Samples.First(batch), outputs);
        return outputs;
    }

    /// <summary>One training step, with dropout, each parameter at its own rate.</summary>
    public BatchResult Step(Batch batch, Optimizer optimizer, long step)
    {
        var rates = new float[Network.Parameters.Count];
        Network.FillRates(rates, optimizer.Rate, 1);
        return Engine.Train(batch, optimizer, new StepContext(rates, Seed, step, dropout: true, Reduction.Mean));
    }

    /// <summary>Every number that the network has.</summary>
    public float[] AllParameters() => [.. Network.Parameters.SelectMany(parameter => parameter.ToArray())];

    public void Dispose() => Network.Dispose();
}

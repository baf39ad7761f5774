using Xunit.Abstractions;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Outputs, gradients and training against what PyTorch computed in double precision.</summary>
public sealed class PyTorchAgreementTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Fixture.Names];

    public static TheoryData<string, string> Courses
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string name in Fixture.Names)
                foreach (string optimizer in new[] { "sgd", "adam" }) cases.Add(name, optimizer);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_PyTorchs(string name)
    {
        Fixture fixture = Fixture.Read(name);
        using Network network = Create(fixture);
        FixtureData data = FixtureData.Of(fixture, network.Description);
        Batch batch = data.Batch(fixture.Rows(0));
        var outputs = new float[fixture.Batch * network.Description.Outputs];
        var inputGradients = new float[fixture.Batch * network.Description.Input.Count];
        ShouldBeNear(network.Engine.Infer(batch, outputs).Loss, fixture.Loss, Tolerances.Loss(fixture.Loss), "the loss");
        ShouldBeNear(fixture.Outputs.Error(outputs), 0, Tolerances.Outputs, "the outputs");
        network.Engine.ComputeInputGradients(batch, inputGradients, Reduction.Mean);
        ShouldBeNear(fixture.InputGradient.Error(inputGradients), 0, Tolerances.Gradients, "the gradient by the inputs");

        network.Engine.ComputeGradients(batch, new StepContext(new float[network.Parameters.Count], 1, 0, dropout: false, Reduction.Mean));
        fixture.Gradients.Count.ShouldBe(network.Parameters.Count);
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            var gradient = new float[network.Parameters[i].Count];
            network.Engine.ReadGradient(i, gradient);
            ShouldBeNear(fixture.Gradients[network.Parameters[i].Name].Error(gradient), 0, Tolerances.Gradients, network.Parameters[i].Name);
        }
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Twenty_steps_take_PyTorchs_course(string name, string optimizer)
    {
        Fixture fixture = Fixture.Read(name);
        TrainingCourse course = fixture.Courses[optimizer];
        Optimizer ours = optimizer == "sgd" ? new Sgd(0.05f, 0.9f, 0.001f) : new Adam(0.002f);
        using Network network = Create(fixture);
        FixtureData data = FixtureData.Of(fixture, network.Description);
        var rates = new float[network.Parameters.Count];
        network.FillRates(rates, ours.Rate, 1);
        double worst = 0;
        for (int step = 0; step < course.Losses.Length; step++)
        {
            double loss = network.Engine.Train(
                data.Batch(fixture.Rows(step)), ours, new StepContext(rates, 1, step, dropout: false, Reduction.Mean)).Loss;
            worst = Math.Max(worst, Math.Abs(loss - course.Losses[step]) / course.Losses[0]);
            if (!course.Parameters.TryGetValue((step + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), out var parameters)) continue;
            foreach (Parameter parameter in network.Parameters)
                ShouldBeNear(parameters[parameter.Name].Error(parameter.ToArray()), 0, Tolerances.TrainingCourse, $"{parameter.Name} after {step + 1} steps");
        }

        ShouldBeNear(worst, 0, Tolerances.TrainingCourse, "the losses");
    }

    private static Network Create(Fixture fixture)
    {
        Network network = TestedNetwork.All[fixture.Network].Create(new NetworkOptions(Threads: 2));
        foreach (Parameter parameter in network.Parameters)
        {
            double bound = parameter.Description.Kind == ParameterKind.Bias ? 0.1 : 1 / Math.Sqrt(parameter.Description.FanIn);
            parameter.CopyFrom(SplitMix.Uniform($"{fixture.Network}.{parameter.Name}", parameter.Count, bound));
        }

        return network;
    }

    private void ShouldBeNear(double found, double expected, double tolerance, string what)
    {
        output.WriteLine(FormattableString.Invariant($"{what}: {Math.Abs(found - expected):0.0e0} of {tolerance:0.0e0}"));
        found.ShouldBe(expected, tolerance, what);
    }

    /// <summary>The data set of a fixture.</summary>
    private sealed record FixtureData(float[] Values, int[] Labels, float[] Targets)
    {
        public static FixtureData Of(Fixture fixture, NetworkDescription description)
        {
            float[] values = SplitMix.Uniform(fixture.Network + ".inputs", fixture.Samples * description.Input.Count, 1);
            bool classes = description.Loss == Loss.CrossEntropy;
            double[] targets = SplitMix.Numbers(fixture.Network + ".targets", fixture.Samples * (classes ? 1 : description.Outputs));
            return classes
                ? new(values, [.. targets.Select(target => (int)(target * description.Outputs))], [])
                : new(values, [], [.. targets.Select(target => (float)target)]);
        }

        public Batch Batch(int[] rows) => new(Values, rows, Labels, Targets);
    }
}

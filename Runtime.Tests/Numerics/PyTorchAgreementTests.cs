using Xunit.Abstractions;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Outputs, gradients and training against what PyTorch computed in double precision.</summary>
public sealed class PyTorchAgreementTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Compiled];

    private static IEnumerable<string> Compiled => Fixture.Names.Where(TestedNetwork.All.ContainsKey);

    public static TheoryData<string, string> Courses
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string name in Compiled)
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
        Batch batch = FixtureData.Of(fixture).Batch(fixture.Rows(0));
        var outputs = new float[fixture.Batch * network.Description.Outputs];
        var inputGradients = new float[fixture.Batch * network.Description.Input.Count];
        ShouldBeNear(network.Engine.Infer(batch, outputs).Loss, fixture.Loss, Tolerances.Loss(fixture.Loss), "the loss");
        ShouldBeNear(fixture.Outputs.Error(outputs), 0, Tolerances.Outputs, "the outputs");
        network.Engine.ComputeInputGradients(batch, inputGradients, Reduction.Mean);
        ShouldBeNear(fixture.InputGradient.Error(inputGradients), 0, Tolerances.Gradients, "the gradient by the inputs");

        BatchResult result = network.Engine.ComputeGradients(
            batch, new StepContext(new float[network.Parameters.Count], 1, 0, dropout: false, Reduction.Mean));
        ShouldBeNear(result.Loss, fixture.TrainingLoss, Tolerances.Loss(fixture.TrainingLoss), "the loss in training");
        Parameter[] trained = [.. network.Parameters.Where(parameter => parameter.Description.Trained)];
        fixture.Gradients.Count.ShouldBe(trained.Length);
        foreach (Parameter parameter in trained)
        {
            var gradient = new float[parameter.Count];
            network.Engine.ReadGradient(network.Parameters.ToList().IndexOf(parameter), gradient);
            ShouldBeNear(fixture.Gradients[parameter.Name].Error(gradient), 0, Tolerances.Gradients, parameter.Name);
        }
    }

    /// <summary>Losses, parameters and running statistics.</summary>
    [Theory]
    [MemberData(nameof(Courses))]
    public void Twenty_steps_take_PyTorchs_course(string name, string optimizer)
    {
        Fixture fixture = Fixture.Read(name);
        TrainingCourse course = fixture.Courses[optimizer];
        Optimizer ours = optimizer == "sgd" ? new Sgd(0.05f, 0.9f, 0.001f) : new Adam(0.002f);
        using Network network = Create(fixture);
        FixtureData data = FixtureData.Of(fixture);
        var rates = new float[network.Parameters.Count];
        network.FillRates(rates, ours.Rate, 1);
        for (int step = 0; step < course.Losses.Length; step++)
        {
            double tolerance = Tolerances.TrainingCourse(step + 1);
            double loss = network.Engine.Train(
                data.Batch(fixture.Rows(step)), ours, new StepContext(rates, 1, step, dropout: false, Reduction.Mean)).Loss;
            ShouldBeNear((loss - course.Losses[step]) / course.Losses[step], 0, tolerance, $"the loss of step {step + 1}");
            if (!course.Parameters.TryGetValue((step + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), out var parameters)) continue;
            foreach (Parameter parameter in network.Parameters)
                ShouldBeNear(parameters[parameter.Name].Error(parameter.ToArray()), 0, tolerance, $"{parameter.Name} after {step + 1} steps");
        }
    }

    private static Network Create(Fixture fixture)
    {
        TestedNetwork tested = TestedNetwork.All[fixture.Network];
        Network network = tested.Create(Backend.Options(new NetworkOptions(Threads: 2)));
        foreach ((string tensor, float[] values) in FixtureData.Parameters(tested.Checked)) network.ParameterNamed(tensor)!.CopyFrom(values);
        return network;
    }

    private void ShouldBeNear(double found, double expected, double tolerance, string what)
    {
        output.WriteLine(FormattableString.Invariant($"{what}: {Math.Abs(found - expected):0.0e0} of {tolerance:0.0e0}"));
        found.ShouldBe(expected, tolerance, what);
    }
}

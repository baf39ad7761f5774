using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The reference computes what PyTorch does, in double precision both: windows, variances and slopes are its own.</summary>
public sealed class ReferenceIsPyTorchTests
{
    public static TheoryData<string> Names => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_PyTorchs(string name)
    {
        Fixture fixture = Fixture.Read(name);
        FixtureData data = FixtureData.Of(fixture);
        var reference = new ReferenceNetwork(data.Network, Parameters(data));
        ReferenceBatch batch = data.BatchOfReference(fixture.Rows(0));
        double scale = 1.0 / (data.Network.Loss == LossKind.SquaredError ? fixture.Batch * data.Network.Output.Count : fixture.Batch);

        ReferencePass evaluation = reference.Forward(batch, ReferenceMode.Evaluation);
        reference.Loss(evaluation, scale).ShouldBe(fixture.Loss, Tolerances.StoredDigits);
        ShouldBe(fixture.Outputs, reference.Outputs(evaluation).SelectMany(y => y), "the outputs");
        ShouldBe(fixture.InputGradient, reference.Backward(evaluation, scale, reference.Parameters.Zeros()).SelectMany(dx => dx), "the gradient by the input");

        ReferencePass training = reference.Forward(batch, ReferenceMode.TrainingWithoutDropout);
        TensorTable gradients = reference.Parameters.Zeros();
        reference.Backward(training, scale, gradients);
        reference.Loss(training, scale).ShouldBe(fixture.TrainingLoss, Tolerances.StoredDigits);
        foreach ((string tensor, TensorSample expected) in fixture.Gradients) ShouldBe(expected, gradients[tensor], tensor);
    }

    /// <summary>The first five steps' losses, and running statistics after them: those depend on every step before.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_of_gradient_descent_move_running_statistics_as_PyTorchs(string name)
    {
        Fixture fixture = Fixture.Read(name);
        FixtureData data = FixtureData.Of(fixture);
        if (!data.Network.Layers.Leaves().Any(layer => layer is Model.BatchNormalisation)) return;
        TensorTable parameters = Parameters(data);
        var reference = new ReferenceNetwork(data.Network, parameters);
        Dictionary<string, double[]> velocities = [];
        double scale = 1.0 / (data.Network.Loss == LossKind.SquaredError ? fixture.Batch * data.Network.Output.Count : fixture.Batch);
        for (int step = 0; step < 5; step++)
        {
            ReferencePass pass = reference.Forward(data.BatchOfReference(fixture.Rows(step)), ReferenceMode.TrainingWithoutDropout);
            reference.Loss(pass, scale).ShouldBe(fixture.Courses["sgd"].Losses[step], Tolerances.StoredDigits);
            TensorTable gradients = parameters.Zeros();
            reference.Backward(pass, scale, gradients);
            foreach (string tensor in fixture.Gradients.Keys) Descend(parameters[tensor], gradients[tensor], tensor);
            foreach (string tensor in pass.Running.Names) parameters[tensor] = pass.Running[tensor];
        }

        foreach ((string tensor, TensorSample expected) in fixture.Courses["sgd"].Parameters["5"]) ShouldBe(expected, parameters[tensor], tensor);

        void Descend(double[] values, double[] gradient, string tensor)
        {
            const double Rate = 0.05, Momentum = 0.9, WeightDecay = 0.001;
            bool first = velocities.TryAdd(tensor, new double[values.Length]);
            double[] velocity = velocities[tensor];
            for (int i = 0; i < values.Length; i++)
            {
                velocity[i] = (first ? 0 : Momentum * velocity[i]) + gradient[i] + WeightDecay * values[i];
                values[i] -= Rate * velocity[i];
            }
        }
    }

    private static void ShouldBe(TensorSample expected, IEnumerable<double> found, string what)
    {
        double[] sampled = [.. found.Where((_, i) => i % expected.Stride == 0)];
        sampled.Length.ShouldBe(expected.Values.Length);
        double largest = expected.Values.Max(Math.Abs);
        sampled.Zip(expected.Values, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThanOrEqualTo(Tolerances.StoredDigits * largest, what);
    }

    private static TensorTable Parameters(FixtureData data)
    {
        var parameters = new TensorTable();
        foreach ((string name, float[] values) in FixtureData.Parameters(data.Network)) parameters[name] = [.. values.Select(value => (double)value)];
        return parameters;
    }
}

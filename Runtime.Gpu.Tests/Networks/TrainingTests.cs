using NetArch.Runtime.Gpu.Tests.Memory;
using Xunit.Abstractions;

namespace NetArch.Runtime.Gpu.Tests.Networks;

/// <summary>A sample network trained as a user would, on both backends.</summary>
public sealed class TrainingTests(ITestOutputHelper output)
{
    /// <summary>Both compute in single precision and add in different orders; eight steps of training make the difference larger.</summary>
    private const double RelativeLoss = 1e-3;

    [Fact]
    public void LeNet_learns_drawn_digits_as_on_the_CPU()
    {
        (Dataset<LeNet.Input> train, Dataset<LeNet.Input> test) = DrawnDigits.Load<LeNet.Input>(train: 512, test: 100);
        TrainingRun expected = Train(null, train, test, out Evaluation judged);
        TrainingRun found = Train(TestDevice.Shared, train, test, out Evaluation own);
        foreach ((EpochResult a, EpochResult b) in found.Epochs.Zip(expected.Epochs))
        {
            output.WriteLine(FormattableString.Invariant($"epoch {b.Epoch}: loss {b.Loss:g9} on the CPU, {a.Loss:g9} on the device"));
            a.Loss.ShouldBe(b.Loss, RelativeLoss * b.Loss);
        }

        own.Loss.ShouldBe(judged.Loss, RelativeLoss * judged.Loss);
        found.Epochs[^1].Loss.ShouldBeLessThan(found.Epochs[0].Loss);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit()
    {
        (Dataset<LeNet.Input> train, _) = DrawnDigits.Load<LeNet.Input>(train: 96, test: 10);
        using var one = new LeNet(seed: 4, device: TestDevice.Shared);
        using var two = new LeNet(seed: 4, device: TestDevice.Shared);
        one.Fit(train, new Adam(0.002f), epochs: 1, batch: 40);
        two.Fit(train, new Adam(0.002f), epochs: 1, batch: 40);
        foreach ((Parameter a, Parameter b) in one.Parameters.Zip(two.Parameters)) a.ToArray().ShouldBe(b.ToArray());
    }

    [Fact]
    public void Weights_go_from_one_backend_to_the_other()
    {
        using var cpu = new LeNet(seed: 9);
        using var gpu = new LeNet(seed: 1, device: TestDevice.Shared);
        foreach ((Parameter from, Parameter to) in cpu.Parameters.Zip(gpu.Parameters)) to.CopyFrom(from.ToArray());
        (Dataset<LeNet.Input> digits, _) = DrawnDigits.Load<LeNet.Input>(train: 20, test: 10);
        LeNet.Output a = cpu.Predict(digits[3]), b = gpu.Predict(digits[3]);
        b.Class.ShouldBe(a.Class);
        b.Confidence.ShouldBe(a.Confidence, 1e-5f);
    }

    private static TrainingRun Train(ComputeDevice? device, Dataset<LeNet.Input> train, Dataset<LeNet.Input> test, out Evaluation judged)
    {
        using var network = new LeNet(seed: 1, device: device);
        TrainingRun run = network.Fit(train, new Adam(0.002f), epochs: 2, batch: 128);
        judged = network.Evaluate(test);
        return run;
    }
}

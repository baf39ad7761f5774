using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>Two steps under way at the same time.</summary>
public sealed class OverlapTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_steps_and_are_those_of_steps_by_themselves()
    {
        using var overlapped = new EnginePair<ThreeToFive>();
        using var plain = new EnginePair<ThreeToFive>();
        var adam = new Adam(0.05f);
        int[] counts = [40, 8, 70, 33, 33];
        double[] expected = [.. counts.Select((count, i) => plain.Engine.Train(plain.Batch(plain.Rows(count, i)), adam, plain.Step(i)).Loss)];
        var found = new List<double>();
        for (int i = 0; i < counts.Length; i++)
        {
            overlapped.Engine.Begin(overlapped.Batch(overlapped.Rows(counts[i], i)), adam, overlapped.Step(i));
            if (i > 0) found.Add(overlapped.Engine.End().Loss);
        }

        found.Add(overlapped.Engine.End().Loss);
        found.ShouldBe(expected);
        for (int i = 0; i < 2; i++) overlapped.Parameter(i).ShouldBe(plain.Parameter(i));
    }

    [Fact]
    public void A_batch_is_copied_when_its_step_begins()
    {
        using var pair = new EnginePair<ThreeToFive>();
        float[] values = [1, 2, 3, 4, 5, 6], targets = [.. Enumerable.Range(0, 10).Select(i => i / 10f)];
        int[] rows = [0, 1];
        double expected = pair.Truth.Train(new Batch(values, rows, [], targets), new Sgd(0.1f), pair.Step()).Loss;
        pair.Engine.Begin(new Batch(values, rows, [], targets), new Sgd(0.1f), pair.Step());
        foreach (float[] array in new[] { values, targets }) Array.Fill(array, float.NaN);
        Array.Fill(rows, 99);
        pair.Engine.End().Loss.ShouldBe(expected, 1e-5);
        pair.ParametersShouldAgree();
    }

    [Fact]
    public void A_third_step_does_not_begin_and_none_ends_that_did_not_begin()
    {
        using var pair = new EnginePair<ThreeToFive>();
        Should.Throw<InvalidOperationException>(() => pair.Engine.End()).Message.ShouldBe("ThreeToFive: no step is under way.");
        for (int i = 0; i < 2; i++) pair.Engine.Begin(pair.Batch(pair.Rows(4)), new Sgd(), pair.Step(i));
        Should.Throw<InvalidOperationException>(() => pair.Engine.Begin(pair.Batch(pair.Rows(4)), new Sgd(), pair.Step(2))).Message.ShouldContain("2 steps are under way already");
        pair.Engine.End();
        pair.Engine.End();
    }

    [Fact]
    public void Whoever_asks_for_anything_else_finds_the_steps_done()
    {
        using var pair = new EnginePair<ThreeToFive>();
        for (int i = 0; i < 2; i++)
        {
            pair.Engine.Begin(pair.Batch(pair.Rows(20, i)), new Sgd(0.1f), pair.Step(i));
            pair.Truth.Train(pair.Batch(pair.Rows(20, i)), new Sgd(0.1f), pair.Step(i));
        }

        pair.ParametersShouldAgree();
        Should.Throw<InvalidOperationException>(() => pair.Engine.End());
        pair.Engine.Train(pair.Batch(pair.Rows(20)), new Sgd(0.1f), pair.Step(2)).Loss
            .ShouldBe(pair.Truth.Train(pair.Batch(pair.Rows(20)), new Sgd(0.1f), pair.Step(2)).Loss, 1e-5);
    }
}

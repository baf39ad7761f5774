namespace NetArch.Runtime.Tests;

public sealed class SettingsTests
{
    public static TheoryData<Optimizer, string> BadOptimizers => new()
    {
        { new Sgd(float.NaN), "Rate of Sgd" },
        { new Sgd(-0.1f), "Rate of Sgd" },
        { new Adam(float.PositiveInfinity), "Rate of Adam" },
        { new Sgd(0.1f, Momentum: 1), "Momentum of Sgd" },
        { new Sgd(0.1f, Momentum: float.NaN), "Momentum of Sgd" },
        { new Sgd(0.1f, WeightDecay: -1), "WeightDecay of Sgd" },
        { new Adam(Beta1: 1), "Beta1 of Adam" },
        { new Adam(Beta2: -0.5f), "Beta2 of Adam" },
        { new Adam(Epsilon: float.NaN), "Epsilon of Adam" },
    };

    [Theory]
    [MemberData(nameof(BadOptimizers))]
    public void An_optimiser_with_a_number_out_of_range_is_refused(Optimizer optimizer, string named)
    {
        using var flags = Flags.Create(new NetworkOptions());
        Should.Throw<ArgumentException>(() => flags.Fit(FitTests.Clouds(), optimizer, epochs: 1)).Message.ShouldContain(named);
        Should.Throw<ArgumentException>(() => flags.Step([(1f, 2f)], [0], optimizer)).Message.ShouldContain(named);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_name()
    {
        using var flags = Flags.Create(new NetworkOptions());
        Dataset<Two> data = FitTests.Clouds();
        var adam = new Adam();
        Should.Throw<ArgumentException>(() => flags.Fit(data, adam, epochs: 0)).ParamName.ShouldBe("epochs");
        Should.Throw<ArgumentException>(() => flags.Fit(data, adam, epochs: 1, batch: 0)).ParamName.ShouldBe("batch");
        Should.Throw<ArgumentException>(() => flags.Fit(data, adam, epochs: 1, validation: 1)).ParamName.ShouldBe("validation");
        Should.Throw<ArgumentException>(() => flags.Fit(data, adam, epochs: 1, validation: double.NaN)).ParamName.ShouldBe("validation");
        Should.Throw<ArgumentException>(() => flags.Fit(data, adam, epochs: 1, keepBest: true)).ParamName.ShouldBe("keepBest");
        Should.Throw<ArgumentException>(() => flags.Evaluate(data, batch: 0)).ParamName.ShouldBe("batch");
    }

    [Fact]
    public void Constant_schedule_leaves_the_rate() => Schedule.Constant.Factor(7, 10).ShouldBe(1);

    [Fact]
    public void Step_schedule_falls_at_equal_distances() =>
        Enumerable.Range(0, 9).Select(step => new StepSchedule(1.0 / 3, 0.5f).Factor(step, 9))
            .ShouldBe([1, 1, 1, 0.5f, 0.5f, 0.5f, 0.25f, 0.25f, 0.25f]);

    [Fact]
    public void Cosine_schedule_runs_from_one_to_its_final_share()
    {
        var schedule = new CosineSchedule(Final: 0.2f);
        schedule.Factor(0, 100).ShouldBe(1);
        schedule.Factor(50, 100).ShouldBe(0.6f, 1e-6f);
        schedule.Factor(100, 100).ShouldBe(0.2f, 1e-6f);
    }

    [Fact]
    public void Warmup_rises_in_a_line_and_hands_over()
    {
        var schedule = new WarmupSchedule(new CosineSchedule(), 0.04);
        Enumerable.Range(0, 5).Select(step => schedule.Factor(step, 100)).ShouldBe([0.2f, 0.4f, 0.6f, 0.8f, 1f], 1e-6);
        schedule.Factor(52, 100).ShouldBe(0.5f, 1e-6f);
    }

    [Fact]
    public void Schedules_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => new StepSchedule(0)).ParamName.ShouldBe("Every");
        Should.Throw<ArgumentException>(() => new StepSchedule(0.5, float.NaN)).ParamName.ShouldBe("Gamma");
        Should.Throw<ArgumentException>(() => new CosineSchedule(2)).ParamName.ShouldBe("Final");
        Should.Throw<ArgumentException>(() => new WarmupSchedule(Schedule.Constant, 1)).ParamName.ShouldBe("Share");
    }

    [Fact]
    public void A_schedule_of_ones_own_that_gives_no_number_stops_training()
    {
        using var flags = Flags.Create(new NetworkOptions());
        Should.Throw<TrainingException>(() => flags.Fit(FitTests.Clouds(), new Sgd(), epochs: 1, schedule: new Broken())).Message.ShouldContain("NaN");
    }

    private sealed record Broken : Schedule
    {
        public override float Factor(long step, long total) => float.NaN;
    }
}

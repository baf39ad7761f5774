namespace NetArch.Runtime.Tests;

public sealed class DatasetTests
{
    private static Dataset<One> Numbers(int count) => Dataset.FromClasses<One>(
        "numbers", [.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(0, count).Select(i => i % 2)], ["even", "odd"]);

    private static float[] Values<TInput>(Dataset<TInput> data) where TInput : struct, INetworkInput<TInput> =>
        [.. Enumerable.Range(0, data.Count).SelectMany(i => data[i].Values.ToArray())];

    [Fact]
    public void Split_is_a_partition_and_always_the_same_for_a_seed()
    {
        (Dataset<One> first, Dataset<One> second) = Numbers(101).Split(0.2, seed: 3);
        first.Count.ShouldBe(81);
        second.Count.ShouldBe(20);
        Values(first).Concat(Values(second)).Order().ShouldBe(Values(Numbers(101)));
        Values(Numbers(101).Split(0.2, seed: 3).Second).ShouldBe(Values(second));
        Values(Numbers(101).Split(0.2, seed: 4).Second).ShouldNotBe(Values(second));
        second.ClassNames.ShouldBe(["even", "odd"]);
        for (int i = 0; i < second.Count; i++) second.ClassOf(i).ShouldBe((int)second[i].Values.Span[0] % 2);
    }

    [Fact]
    public void Both_parts_of_a_split_have_a_sample()
    {
        Numbers(2).Split(0.01).Second.Count.ShouldBe(1);
        Numbers(2).Split(0.99).First.Count.ShouldBe(1);
        Should.Throw<ArgumentException>(() => Numbers(1).Split(0.5));
        Should.Throw<ArgumentException>(() => Numbers(5).Split(1)).ParamName.ShouldBe("fraction");
    }

    [Fact]
    public void Take_and_subset_choose_samples_in_order()
    {
        Values(Numbers(10).Take(3)).ShouldBe([0, 1, 2]);
        Values(Numbers(10).Subset([7, 2, 2])).ShouldBe([7, 2, 2]);
        Values(Numbers(10).Subset([7, 2, 5]).Subset([2, 0])).ShouldBe([5, 7]);
        Should.Throw<ArgumentException>(() => Numbers(10).Take(11)).Message.ShouldContain("10 samples");
        Should.Throw<ArgumentException>(() => Numbers(10).Subset([10]));
    }

    [Fact]
    public void Standardised_channels_have_mean_zero_and_deviation_one()
    {
        Dataset<Small> data = Dataset.FromClasses<Small>("small", [1, 3, 100, 100, 5, 7, 100, 100], [0, 0]);
        var standardisation = Standardisation.Of(data);
        standardisation.Mean.ShouldBe([4, 100]);
        standardisation.Deviation.ShouldBe([(float)Math.Sqrt(5), 1]);
        float[] values = Values(data.Standardise(standardisation));
        values.ShouldBe([-3 / MathF.Sqrt(5), -1 / MathF.Sqrt(5), 0, 0, 1 / MathF.Sqrt(5), 3 / MathF.Sqrt(5), 0, 0], 1e-6);
        Should.Throw<InvalidOperationException>(() => data.Standardise(standardisation).Standardise(standardisation));
    }

    [Fact]
    public void Deviation_is_exact_far_from_zero() =>
        Standardisation.Of(Dataset.FromClasses<One>("far", [10_000_001, 10_000_003], [0, 0])).Deviation[0].ShouldBe(1);

    [Fact]
    public void Standardisation_of_a_part_leaves_out_the_rest()
    {
        Dataset<One> part = Numbers(10).Subset([4, 6]);
        var standardisation = Standardisation.Of(part);
        standardisation.ShouldBe(new Standardisation([5], [1]));
        Dataset<One> standardised = part.Standardise(standardisation);
        Values(standardised).ShouldBe([-1, 1]);
        standardised.ClassOf(1).ShouldBe(0);
        standardised.Standardisation.ShouldBe(standardisation);
    }

    [Fact]
    public void Standardisation_out_of_range_is_refused()
    {
        Should.Throw<ArgumentException>(() => Numbers(2).Standardise(new Standardisation([0, 0], [1, 1]))).Message.ShouldContain("2 means");
        Should.Throw<ArgumentException>(() => Numbers(2).Standardise(new Standardisation([0], [0])));
        Should.Throw<ArgumentException>(() => Numbers(2).Standardise(new Standardisation([float.NaN], [1])));
    }

    [Fact]
    public void Padding_centres_every_channel_on_black()
    {
        Dataset<Small> data = Dataset.FromClasses<Small>("small", [1, 2, 3, 4], [0]);
        Values(data.For<SmallPadded>(Conversion.Pad)).ShouldBe([0, 1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0]);
        Dataset<Small> standardised = data.Standardise(new Standardisation([1, 2], [2, 4]));
        // Black was 0 and is now (0 - 1) / 2 and (0 - 2) / 4.
        Values(standardised.For<SmallPadded>(Conversion.Pad)).ShouldBe(
            [-0.5f, 0, 0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, 0.25f, 0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f]);
    }

    [Fact]
    public void Reshaping_keeps_values_and_their_standardisation()
    {
        Dataset<Small> data = Dataset.FromClasses<Small>("small", [1, 2, 3, 4], [0]).Standardise(new Standardisation([1, 2], [2, 4]));
        Dataset<Vector4> reshaped = data.For<Vector4>(Conversion.Reshape);
        Values(reshaped).ShouldBe(Values(data));
        reshaped.Standardisation.ShouldBe(new Standardisation([1, 1, 2, 2], [2, 2, 4, 4]));
    }

    [Fact]
    public void Shapes_that_differ_need_a_stated_conversion()
    {
        Dataset<Small> data = Dataset.FromClasses<Small>("small", [1, 2, 3, 4], [0]);
        Should.Throw<DatasetException>(() => data.For<Vector4>()).Message.ShouldBe("small has samples of 2x1x2; 4 is wanted. Conversion.Reshape reads the same values under the other shape.");
        Should.Throw<DatasetException>(() => data.For<SmallPadded>()).Message.ShouldContain("Conversion.Pad");
        Should.Throw<DatasetException>(() => data.For<One>(Conversion.Pad)).Message.ShouldContain("No conversion");
        data.For<Small>().Count.ShouldBe(1);
    }

    [Fact]
    public void One_hot_makes_vectors_of_classes()
    {
        Dataset<One> vectors = Numbers(3).OneHot(3);
        vectors.TargetWidth.ShouldBe(3);
        vectors.TargetOf(1).ToArray().ShouldBe([0, 1, 0]);
        Numbers(3).OneHot(1).TargetOf(1).ToArray().ShouldBe([1]);
        Should.Throw<InvalidOperationException>(() => vectors.ClassOf(0));
        Should.Throw<InvalidOperationException>(() => Numbers(3).TargetOf(0)).Message.ShouldContain("OneHot");
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        Should.Throw<DatasetException>(() => Dataset.FromClasses<Small>("s", [1, 2, 3], [0])).Message.ShouldBe("s: 3 values are not a whole number of samples of 2x1x2 = 4 values.");
        Should.Throw<DatasetException>(() => Dataset.FromClasses<One>("s", [1, 2], [0])).Message.ShouldBe("s: there are 2 samples and 1 labels.");
        Should.Throw<DatasetException>(() => Dataset.FromClasses<One>("s", [1, 2], [0, 2], ["a", "b"])).Message.ShouldBe("s: sample 1 has the label 2; its 2 classes are 0 to 1.");
        Should.Throw<DatasetException>(() => Dataset.FromClasses<One>("s", [1, -2], [0, -1])).Message.ShouldContain("label -1");
        Should.Throw<DatasetException>(() => Dataset.FromClasses<One>("s", [], [])).Message.ShouldBe("s has no samples.");
        Should.Throw<DatasetException>(() => Dataset.FromClasses<Two>("s", [1, 2, 3, float.NaN], [0, 0])).Message.ShouldBe("s: value 1 of sample 1 is NaN; it must be a finite number.");
        Should.Throw<DatasetException>(() => Dataset.FromTargets<One>("s", [1, 2], [1, 2, 3])).Message.ShouldContain("3 target values");
    }

    [Fact]
    public void Typed_samples_make_a_set()
    {
        Dataset<Two> data = Dataset.From<Two, Class2>("flags", [(1f, 2f), (3f, 4f)], [0, 1]);
        Values(data).ShouldBe([1, 2, 3, 4]);
        data.ClassOf(1).ShouldBe(1);
        Dataset.From<One, Vector1>("line", [1f, 2f], [3f, 4f]).TargetOf(1).ToArray().ShouldBe([4]);
    }
}

namespace NetArch.Runtime.Tests;

public sealed class AugmentationTests
{
    private static readonly ImageTransform Unchanged = new(1, 0, 0, 1, 0, 0);

    [Fact]
    public void What_is_not_asked_for_changes_nothing()
    {
        for (int sample = 0; sample < 100; sample++) new Augmentation().Draw(1, 2, sample).ShouldBe(Unchanged);
    }

    [Fact]
    public void What_is_drawn_depends_on_seed_epoch_and_sample_alone()
    {
        var augmentation = new Augmentation { Shift = 4, Rotation = 10, Scale = 0.1, Shear = 5, HorizontalFlip = true };
        ImageTransform drawn = augmentation.Draw(1, 2, 3);
        augmentation.Draw(1, 2, 3).ShouldBe(drawn);
        augmentation.Draw(2, 2, 3).ShouldNotBe(drawn);
        augmentation.Draw(1, 3, 3).ShouldNotBe(drawn);
        augmentation.Draw(1, 2, 4).ShouldNotBe(drawn);
    }

    [Fact]
    public void Shifts_are_every_whole_number_in_reach_about_equally_often()
    {
        ImageTransform[] drawn = Draw(new Augmentation { Shift = 2 }, 5000);
        foreach (Func<ImageTransform, int> shift in new Func<ImageTransform, int>[] { transform => transform.ShiftX, transform => transform.ShiftY })
        {
            Dictionary<int, int> counts = drawn.CountBy(shift).ToDictionary();
            counts.Keys.Order().ShouldBe([-2, -1, 0, 1, 2]);
            counts.Values.ShouldAllBe(count => count > 850 && count < 1150);
        }

        drawn.ShouldAllBe(transform => transform.XX == 1 && transform.XY == 0 && transform.YX == 0 && transform.YY == 1);
    }

    [Fact]
    public void Angles_and_scales_fill_their_ranges()
    {
        double[] angles = [.. Draw(new Augmentation { Rotation = 10 }, 2000).Select(transform => Math.Atan2(-transform.YX, transform.YY) * 180 / Math.PI)];
        (angles.Min(), angles.Max()).ShouldSatisfyAllConditions(range => range.Item1.ShouldBeInRange(-10, -9.9), range => range.Item2.ShouldBeInRange(9.9, 10));
        double[] scales = [.. Draw(new Augmentation { Scale = 0.2 }, 2000).Select(transform => 1.0 / transform.XX)];
        (scales.Min(), scales.Max()).ShouldSatisfyAllConditions(range => range.Item1.ShouldBeInRange(0.8, 0.805), range => range.Item2.ShouldBeInRange(1.195, 1.2001));
        scales.Average().ShouldBe(1, 0.01);
    }

    [Fact]
    public void About_every_other_image_is_mirrored() =>
        Draw(new Augmentation { HorizontalFlip = true }, 2000).Count(transform => transform.XX < 0).ShouldBeInRange(900, 1100);

    [Fact]
    public void Numbers_out_of_range_are_named()
    {
        Refusal(new Augmentation { Shift = -1 }).ShouldContain("An augmentation's Shift is 0 or more pixels.");
        Refusal(new Augmentation { Rotation = 181 }).ShouldContain("Rotation is 0 to 180 degrees");
        Refusal(new Augmentation { Rotation = double.NaN }).ShouldContain("Rotation");
        Refusal(new Augmentation { Scale = 1 }).ShouldContain("Scale is at least 0 and less than 1, such as 0.1");
        Refusal(new Augmentation { Shear = 90 }).ShouldContain("Shear is at least 0 and less than 90 degrees");
        Refusal(new Augmentation { Outside = (Outside)7 }).ShouldContain("Outside is Black or Edge");
    }

    [Fact]
    public void A_vector_is_no_image()
    {
        using var flags = Flags.Create(new NetworkOptions());
        Should.Throw<ArgumentException>(() => flags.Fit(FitTests.Clouds(), new Sgd(), epochs: 1, augmentation: new Augmentation { Shift = 1 }))
            .Message.ShouldStartWith("Only images can be augmented; the network's input is a vector of 2 values.");
    }

    private static ImageTransform[] Draw(Augmentation augmentation, int samples) =>
        [.. Enumerable.Range(0, samples).Select(sample => augmentation.Draw(1, Philox.Stream("augment", 1), sample))];

    private static string Refusal(Augmentation augmentation) =>
        Should.Throw<ArgumentException>(() => augmentation.Check(new SampleShape(1, 28, 28))).Message;
}

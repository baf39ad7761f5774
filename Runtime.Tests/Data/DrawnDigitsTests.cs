namespace NetArch.Runtime.Tests;

public sealed class DrawnDigitsTests
{
    [Fact]
    public void Images_depend_on_seed_part_and_place_alone()
    {
        (Dataset<Digit28> train, Dataset<Digit28> test) = DrawnDigits.Load<Digit28>(train: 100, test: 50, seed: 1);
        (Dataset<Digit28> longer, _) = DrawnDigits.Load<Digit28>(train: 200, test: 1, seed: 1);
        (Dataset<Digit28> other, _) = DrawnDigits.Load<Digit28>(train: 100, test: 1, seed: 2);
        (train.Count, test.Count).ShouldBe((100, 50));
        train[57].Values.ToArray().ShouldBe(longer[57].Values.ToArray());
        train[7].Values.ToArray().ShouldNotBe(test[7].Values.ToArray());
        train[7].Values.ToArray().ShouldNotBe(other[7].Values.ToArray());
    }

    [Fact]
    public void Every_digit_is_drawn_equally_often_and_every_image_has_ink_and_paper()
    {
        Dataset<Digit28> train = DrawnDigits.Load<Digit28>(train: 1000, test: 1).Train;
        Enumerable.Range(0, 1000).CountBy(train.ClassOf).ShouldAllBe(pair => pair.Value == 100);
        for (int i = 0; i < train.Count; i++)
        {
            float[] image = train[i].Values.ToArray();
            image.ShouldAllBe(value => value >= 0 && value <= 1);
            image.Count(value => value > 0.4f).ShouldBeInRange(10, 350);
            image.Count(value => value < 0.3f).ShouldBeGreaterThan(350);
        }
    }

    [Fact]
    public void The_first_image_is_as_it_always_was()
    {
        // A change here changes every score reported on DrawnDigits.
        float[] image = DrawnDigits.Load<Digit28>(train: 1, test: 1).Train[0].Values.ToArray();
        ulong hash = 0;
        foreach (float value in image) hash = hash * 31 + (ulong)MathF.Round(value * 255);
        hash.ShouldBe(16014595053558205747UL);
    }

    [Fact]
    public void Inputs_of_other_shapes_are_padded_reshaped_or_refused()
    {
        DrawnDigits.Load<Digit32>(train: 10, test: 10).Train[3].Values.Length.ShouldBe(1024);
        DrawnDigits.Load<Vector784>(train: 10, test: 10).Train[3].Values.Length.ShouldBe(784);
        Should.Throw<DatasetException>(() => DrawnDigits.Load<Colour32>()).Message.ShouldContain("3x32x32");
    }
}

namespace NetArch.Runtime.Tests;

public sealed unsafe class ImageSamplerTests
{
    private const float Black = -0.4242f;

    /// <summary>Narrower than a vector, as wide as one, wider by a part, and photographs.</summary>
    public static TheoryData<int, int, int> Shapes => new() { { 1, 3, 3 }, { 1, 5, 8 }, { 1, 28, 28 }, { 3, 7, 13 }, { 3, 32, 32 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Without_a_change_the_image_is_exactly_what_it_was(int channels, int height, int width)
    {
        var shape = new SampleShape(channels, height, width);
        float[] image = Image(shape);
        foreach (Outside outside in Enum.GetValues<Outside>()) Drawn(shape, Turned(0), image, outside).ShouldBe(image);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shift_moves_pixels_as_they_are_and_uncovers_what_is_outside(int channels, int height, int width)
    {
        var shape = new SampleShape(channels, height, width);
        float[] image = Image(shape);
        foreach ((int right, int down) in new[] { (1, 0), (0, -1), (-2, 1), (width, 0), (-1000, 1000) })
        {
            Drawn(shape, Moved(right, down), image).ShouldBe(Expected(shape, (c, x, y) => At(image, shape, c, x - right, y - down) ?? Black));
            Drawn(shape, Moved(right, down), image, Outside.Edge).ShouldBe(Expected(shape, (c, x, y) =>
                At(image, shape, c, Math.Clamp(x - right, 0, width - 1), Math.Clamp(y - down, 0, height - 1))!.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_mirrored_image_reads_from_right_to_left(int channels, int height, int width)
    {
        var shape = new SampleShape(channels, height, width);
        float[] image = Image(shape);
        Drawn(shape, ImageTransform.Create(0, 1, 0, mirrored: true, 0, 0), image)
            .ShouldBe(Expected(shape, (c, x, y) => At(image, shape, c, width - 1 - x, y)!.Value));
    }

    [Fact]
    public void A_quarter_turn_goes_clockwise()
    {
        var shape = new SampleShape(1, 9, 9);
        float[] image = Image(shape), turned = Drawn(shape, Turned(90), image);
        float[] expected = Expected(shape, (c, x, y) => At(image, shape, c, y, 8 - x)!.Value);
        for (int i = 0; i < expected.Length; i++) turned[i].ShouldBe(expected[i], 1e-5f);
    }

    [Fact]
    public void Twice_the_size_shows_the_middle_and_half_the_size_has_a_border()
    {
        var shape = new SampleShape(1, 9, 9);
        float[] image = Image(shape);
        float[] large = Drawn(shape, ImageTransform.Create(0, 2, 0, mirrored: false, 0, 0), image);
        large[4 * 9 + 6].ShouldBe(At(image, shape, 0, 5, 4)!.Value, 1e-6f);
        large[4 * 9 + 5].ShouldBe((At(image, shape, 0, 4, 4)!.Value + At(image, shape, 0, 5, 4)!.Value) / 2, 1e-6f);
        float[] small = Drawn(shape, ImageTransform.Create(0, 0.5, 0, mirrored: false, 0, 0), image);
        small[4 * 9 + 5].ShouldBe(At(image, shape, 0, 6, 4)!.Value, 1e-6f);
        small[4 * 9 + 8].ShouldBe(Black, 1e-6f);
    }

    [Fact]
    public void A_slant_moves_what_is_above_to_the_left_of_what_is_below()
    {
        // 45 degrees: a row one lower lies one pixel further right.
        var shape = new SampleShape(1, 9, 9);
        float[] image = Image(shape), slanted = Drawn(shape, ImageTransform.Create(0, 1, Math.PI / 4, mirrored: false, 0, 0), image);
        slanted[4 * 9 + 4].ShouldBe(At(image, shape, 0, 4, 4)!.Value, 1e-5f);
        slanted[5 * 9 + 5].ShouldBe(At(image, shape, 0, 4, 5)!.Value, 1e-5f);
        slanted[2 * 9 + 2].ShouldBe(At(image, shape, 0, 4, 2)!.Value, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Vectors_draw_what_single_pixels_would_bit_for_bit(int channels, int height, int width)
    {
        var shape = new SampleShape(channels, height, width);
        var augmentation = new Augmentation { Shift = 3, Rotation = 180, Scale = 0.9, Shear = 30, HorizontalFlip = true };
        float[] image = Image(shape);
        for (int sample = 0; sample < 200; sample++)
        {
            ImageTransform transform = augmentation.Draw(seed: 5, stream: 7, sample);
            var sampler = new ImageSampler(shape, [.. Enumerable.Repeat(Black, channels)], (Outside)(sample % 2));
            float[] vectors = new float[shape.Count], pixels = new float[shape.Count], scratch = new float[sampler.ScratchSize];
            sampler.Draw(transform, image, vectors, scratch);
            fixed (float* surrounded = scratch, target = pixels) sampler.DrawPixels(transform, surrounded, target);
            vectors.AsSpan().SequenceEqual(pixels).ShouldBeTrue($"sample {sample}");
        }
    }

    private static ImageTransform Turned(double degrees) => ImageTransform.Create(degrees * Math.PI / 180, 1, 0, mirrored: false, 0, 0);

    private static ImageTransform Moved(int right, int down) => ImageTransform.Create(0, 1, 0, mirrored: false, right, down);

    private static float[] Drawn(SampleShape shape, ImageTransform transform, float[] image, Outside outside = Outside.Black)
    {
        var sampler = new ImageSampler(shape, [.. Enumerable.Repeat(Black, shape.Channels)], outside);
        var scratch = new float[sampler.ScratchSize];
        scratch.AsSpan().Fill(float.NaN);
        var target = new float[shape.Count];
        sampler.Draw(transform, image, target, scratch);
        return target;
    }

    private static float[] Image(SampleShape shape)
    {
        var random = new PhiloxSequence(3, Philox.Stream("image"));
        var image = new float[shape.Count];
        for (int i = 0; i < image.Length; i++) image[i] = random.Next(-1, 2);
        return image;
    }

    private static float[] Expected(SampleShape shape, Func<int, int, int, float> value) =>
    [
        .. from channel in Enumerable.Range(0, shape.Channels)
           from y in Enumerable.Range(0, shape.Height)
           from x in Enumerable.Range(0, shape.Width)
           select value(channel, x, y),
    ];

    private static float? At(float[] image, SampleShape shape, int channel, int x, int y) =>
        x >= 0 && x < shape.Width && y >= 0 && y < shape.Height ? image[(channel * shape.Height + y) * shape.Width + x] : null;
}

namespace NetArch;

/// <summary>Random changes that training makes to an image each time it is used: no epoch shows the network quite the same image
/// again, which helps it more than anything else that costs as little (Simard, Steinkraus and Platt 2003).</summary>
/// <remarks>What is drawn depends on the training's seed, the epoch and the sample's place in the data set alone, never on threads.
/// Images that validate or test are left as they are. Without any change asked for, an image stays exactly what it was.</remarks>
public sealed record Augmentation
{
    /// <summary>Images move by up to this many whole pixels to each side, and as many up or down.</summary>
    public int Shift { get; init; }

    /// <summary>Images turn about their centre by up to this many degrees either way; 0 to 180.</summary>
    public double Rotation { get; init; }

    /// <summary>Images grow or shrink about their centre by a factor from 1 - Scale to 1 + Scale; at least 0 and less than 1.</summary>
    public double Scale { get; init; }

    /// <summary>Images slant by up to this many degrees either way, as handwriting does; at least 0 and less than 90.</summary>
    public double Shear { get; init; }

    /// <summary>Every other image is mirrored, left to right. Not for digits.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>What is seen where a changed image has no pixels of its own.</summary>
    public Outside Outside { get; init; }

    /// <summary>The change of one sample in one epoch.</summary>
    /// <param name="stream">The epoch's.</param>
    /// <param name="sample">Its place in the data set.</param>
    internal ImageTransform Draw(ulong seed, ulong stream, int sample)
    {
        ulong first = 2 * (ulong)sample;
        PhiloxBlock shape = Philox.Block(seed, stream, first), place = Philox.Block(seed, stream, first + 1);
        return ImageTransform.Create(
            Degrees(shape.X0, Rotation), 1 + Scale * Symmetric(shape.X1), Degrees(shape.X2, Shear),
            HorizontalFlip && (shape.X3 & 1) == 1, Pixels(place.X0), Pixels(place.X1));
    }

    /// <exception cref="ArgumentException">A number is outside its range, or the network's input is no image; the message says which.</exception>
    internal void Check(SampleShape input)
    {
        Require(Shift >= 0, nameof(Shift), Shift, "0 or more pixels");
        Require(Rotation is >= 0 and <= 180, nameof(Rotation), Rotation, "0 to 180 degrees");
        Require(Scale is >= 0 and < 1, nameof(Scale), Scale, "at least 0 and less than 1, such as 0.1");
        Require(Shear is >= 0 and < 90, nameof(Shear), Shear, "at least 0 and less than 90 degrees");
        Require(Enum.IsDefined(Outside), nameof(Outside), Outside, "Black or Edge");
        if (input is { Height: 1, Width: 1 })
            throw new ArgumentException($"Only images can be augmented; the network's input is a vector of {input.Count} values.", "augmentation");
    }

    /// <summary>-1 to 1; twice the word's upper 24 bits, less 1, is exact.</summary>
    private static double Symmetric(uint word) => 2.0 * Philox.Unit(word) - 1;

    private static double Degrees(uint word, double most) => most * Symmetric(word) * Math.PI / 180;

    private int Pixels(uint word) => (int)((word * (2 * (ulong)Shift + 1)) >> 32) - Shift;

    private static void Require(bool holds, string name, object value, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"An augmentation's {name} is {range}.");
    }
}

/// <summary>What lies around an image.</summary>
public enum Outside
{
    /// <summary>Black, 0 before standardisation: the paper of the digits, which go on without a seam.</summary>
    Black,

    /// <summary>The nearest pixel of the edge, over and over; what suits photographs.</summary>
    Edge,
}

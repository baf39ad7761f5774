namespace NetArch;

/// <summary>Where each pixel of a changed image comes from: source = matrix x (target - centre - shift) + centre.</summary>
/// <param name="XX">What a step to the right in the target is in the source, to the right.</param>
/// <param name="XY">What a step down is, to the right.</param>
/// <param name="YX">What a step to the right is, down.</param>
/// <param name="YY">What a step down is, down.</param>
/// <param name="ShiftX">Pixels to the right that the image has moved.</param>
/// <param name="ShiftY">Pixels down.</param>
internal readonly record struct ImageTransform(float XX, float XY, float YX, float YY, int ShiftX, int ShiftY)
{
    /// <summary>The image is mirrored first, then scaled, slanted, turned clockwise and moved.</summary>
    /// <param name="angle">In radians.</param>
    /// <param name="scale">More than 0.</param>
    /// <param name="slant">In radians.</param>
    public static ImageTransform Create(double angle, double scale, double slant, bool mirrored, int shiftX, int shiftY)
    {
        (double sine, double cosine) = Math.SinCos(angle);
        double shear = Math.Tan(slant), size = 1 / scale, side = mirrored ? -size : size;
        // The way back: turned, then straightened (x - shear y), then scaled and mirrored.
        return new ImageTransform(
            (float)(side * (cosine + shear * sine)), (float)(side * (sine - shear * cosine)),
            (float)(size * -sine), (float)(size * cosine), shiftX, shiftY);
    }
}

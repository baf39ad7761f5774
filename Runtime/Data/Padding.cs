namespace NetArch;

/// <summary>Centres images on larger ones of as many channels; an odd difference leaves the wider border right and below.</summary>
internal sealed class Padding(SampleShape from, SampleShape to, Standardisation? standardisation)
{
    private readonly float[] black = Standardisation.Black(standardisation, from.Channels);

    public static bool Fits(SampleShape from, SampleShape to) =>
        from.Channels == to.Channels && from.Height <= to.Height && from.Width <= to.Width;

    public void Apply(ReadOnlySpan<float> source, Span<float> destination)
    {
        int top = (to.Height - from.Height) / 2, left = (to.Width - from.Width) / 2;
        for (int channel = 0; channel < from.Channels; channel++)
        {
            Span<float> plane = destination.Slice(channel * to.Height * to.Width, to.Height * to.Width);
            plane.Fill(black[channel]);
            for (int row = 0; row < from.Height; row++)
                source.Slice((channel * from.Height + row) * from.Width, from.Width).CopyTo(plane[((top + row) * to.Width + left)..]);
        }
    }
}

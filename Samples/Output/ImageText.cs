using System.Text;

namespace NetArch.Samples.Output;

/// <summary>Images in letters, two side by side: a letter is two pixels, one above the other, and the brighter the denser.</summary>
internal static class ImageText
{
    private const string Shades = " .:-=+*#%@";

    /// <param name="left">Values from 0 to 1, channel by channel.</param>
    public static void Show(TextWriter output, SampleShape shape, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        for (int row = 0; row < shape.Height; row += 2)
        {
            var line = new StringBuilder();
            Append(line, shape, left, row);
            line.Append("    ");
            Append(line, shape, right, row);
            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    private static void Append(StringBuilder line, SampleShape shape, ReadOnlySpan<float> values, int row)
    {
        for (int column = 0; column < shape.Width; column++)
        {
            float sum = 0;
            int below = Math.Min(row + 1, shape.Height - 1);
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                int plane = channel * shape.Height;
                sum += values[(plane + row) * shape.Width + column] + values[(plane + below) * shape.Width + column];
            }

            float brightness = sum / (2 * shape.Channels);
            line.Append(Shades[Math.Clamp((int)(brightness * Shades.Length), 0, Shades.Length - 1)]);
        }
    }
}

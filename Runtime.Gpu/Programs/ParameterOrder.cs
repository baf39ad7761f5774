namespace NetArch.Gpu;

/// <summary>Between the order that users see, a row after the other, and that of the device, see <see cref="GpuParameter"/>.</summary>
internal static class ParameterOrder
{
    /// <summary>Rows that lie together.</summary>
    private const int Rows = 4;

    /// <summary>Lays values out as kernels read them; padding is zero.</summary>
    public static void ToDevice(this GpuParameter place, ReadOnlySpan<float> values, Span<float> device)
    {
        if (!place.IsMatrix)
        {
            values.CopyTo(device);
            return;
        }

        device.Clear();
        for (int row = 0; row < place.Groups * place.Rows; row++)
        {
            ReadOnlySpan<float> from = values.Slice(row * place.Columns, place.Columns);
            int to = Start(place, row);
            for (int column = 0; column < from.Length; column++) device[to + column * Rows] = from[column];
        }
    }

    public static void FromDevice(this GpuParameter place, ReadOnlySpan<float> device, Span<float> values)
    {
        if (!place.IsMatrix)
        {
            device[..values.Length].CopyTo(values);
            return;
        }

        for (int row = 0; row < place.Groups * place.Rows; row++)
        {
            Span<float> to = values.Slice(row * place.Columns, place.Columns);
            int from = Start(place, row);
            for (int column = 0; column < to.Length; column++) to[column] = device[from + column * Rows];
        }
    }

    /// <summary>Where the first value of a row lies; the next is four further.</summary>
    private static int Start(GpuParameter place, int row)
    {
        (int group, int inGroup) = Math.DivRem(row, place.Rows);
        return group * (place.Floats / place.Groups) + inGroup / Rows * Rows * place.Columns + inGroup % Rows;
    }
}

namespace NetArch.Gpu;

/// <summary>How a gradient's sum over the batch is divided: into parts that warps compute side by side and the optimiser adds in order.</summary>
/// <remarks>It follows from the plan and the batch's size alone, never from the device, so that the same seed gives the same weights.</remarks>
/// <param name="TilesPerPart">Tiles of one part; where it is 1, a tile's rows may be divided further.</param>
/// <param name="RowsPerPart">Image rows of one part.</param>
/// <param name="TileParts">Parts across tiles.</param>
/// <param name="RowParts">Parts across rows.</param>
public readonly record struct GradientSplit(int TilesPerPart, int RowsPerPart, int TileParts, int RowParts)
{
    /// <summary>Warps that keep a large device busy: eight on each of 132 multiprocessors.</summary>
    private const int TargetWarps = 1056;

    private const int MaximumParts = 64;

    /// <summary>The number of parts; part t * <see cref="RowParts"/> + r has tiles from t * TilesPerPart and rows from r * RowsPerPart.</summary>
    public int Parts => TileParts * RowParts;

    public static GradientSplit Of(GpuParameter parameter, int tiles)
    {
        if (parameter.GradientRows == 0) return new(tiles, 1, 1, 1);
        int wanted = Math.Clamp((TargetWarps + parameter.GradientWarps - 1) / Math.Max(1, parameter.GradientWarps), 1, MaximumParts);
        if (wanted <= tiles)
        {
            int perPart = (tiles + wanted - 1) / wanted;
            return new(perPart, parameter.GradientRows, (tiles + perPart - 1) / perPart, 1);
        }

        int rowParts = Math.Clamp(wanted / tiles, 1, parameter.GradientRows);
        int rows = (parameter.GradientRows + rowParts - 1) / rowParts;
        return new(1, rows, tiles, (parameter.GradientRows + rows - 1) / rows);
    }
}

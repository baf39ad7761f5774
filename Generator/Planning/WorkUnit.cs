using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Steps that belong together before stages are formed.</summary>
/// <param name="Rows">0 for work on tiles; else the rows that threads divide.</param>
internal sealed record WorkUnit(EquatableArray<Step> Steps, int Rows, int RowsPerItem)
{
    private const int PreferredRows = 32;

    public bool IsTiles => Rows == 0;

    public static WorkUnit Tiles(params Step[] steps) => new(steps.ToEquatableArray(), 0, 0);

    /// <param name="tile">Rows of the kernels' register tile: an item holds a whole number of them, and of sixteens.</param>
    public static WorkUnit ByRows(IEnumerable<Step> steps, int rows, int tile)
    {
        int unit = LeastCommonMultiple(tile, VectorTarget.Lanes);
        int perItem = unit >= PreferredRows ? unit : PreferredRows / unit * unit;
        return new(steps.ToEquatableArray(), rows, perItem);
    }

    private static int LeastCommonMultiple(int a, int b)
    {
        int x = a, y = b;
        while (y != 0) (x, y) = (y, x % y);
        return a / x * b;
    }
}

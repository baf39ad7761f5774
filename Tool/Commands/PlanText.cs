using System.Globalization;
using NetArch.Generator.Planning;

namespace NetArch.Tool.Commands;

/// <summary>A plan for people: the memory of a step, which kernels do the work and how often, then every step in order.</summary>
internal static class PlanText
{
    public static string Of(NetworkPlan plan, int batch) => string.Join("\n", [.. Memory(plan, batch), "", .. Kernels(plan), "", PlanPrinter.Print(plan)]);

    private static IEnumerable<string> Memory(NetworkPlan plan, int batch)
    {
        yield return Line($"{plan.Network.Name}, memory for training at batch {batch:N0} on one thread:");
        yield return Line($"  all          {Mebibytes(plan.TrainingBytes(batch)),12} MiB");
        yield return Line($"  activations  {Mebibytes(plan.ActivationBytes(batch)),12} MiB of it");
        yield return Line($"  parameters   {Mebibytes(sizeof(float) * (long)plan.ParameterFloats),12} MiB of it, and as much for each of Adam's two moments");
    }

    private static IEnumerable<string> Kernels(NetworkPlan plan)
    {
        (string Name, string Algorithm, int Uses)[] kernels =
        [
            .. plan.Kernels.Select(kernel => (
                kernel.MethodName, Algorithm(kernel),
                plan.Schedules.SelectMany(schedule => schedule.Steps).SelectMany(step => step.Kernels).Count(used => used.Equals(kernel)))),
        ];
        int width = kernels.Select(kernel => kernel.Name.Length).DefaultIfEmpty(0).Max();
        yield return Line($"{kernels.Length} kernels, the steps that use each, and how it works:");
        foreach ((string name, string algorithm, int uses) in kernels)
            yield return Line($"  {name.PadRight(width)}  {uses,3}  {algorithm}");
    }

    private static string Algorithm(Kernel kernel) => kernel switch
    {
        ConvolutionForward forward => Line($"direct, {Count(forward.FilterTile, "filter")} x {Count(forward.ColumnTile, "column")} in registers")
            + (forward.ChannelBlock > 0 ? Line($", {Count(forward.ChannelBlock, "channel")} at a time") : ""),
        ConvolutionDataGradient gradient => Line($"direct, {Count(gradient.Tile.Channels, "channel")} x {Count(gradient.ColumnTile, "column")} in registers")
            + (gradient.IsBlocked ? ", in blocks of filters" : ""),
        ConvolutionWeightGradient weights => Line($"direct, {Count(weights.Tile.Filters, "filter")} x {Count(weights.Tile.Channels, "channel")} in registers")
            + (weights.IsWide ? ", a sum for each lane" : ""),
        PoolForward pool => pool.Geometry.IsUnrolled ? "each window written out" : "a loop over each window",
        PoolGradient pool => pool.Geometry.IsTiling ? "windows side by side" : "windows that overlap",
        FullyConnectedForward forward => Line($"{Count(forward.RowTile, "output")} x {VectorTarget.TilesPerPair} tiles in registers"),
        FullyConnectedDataGradient gradient => Line($"{Count(gradient.ColumnTile, "input")} x {VectorTarget.TilesPerPair} tiles in registers") + Ahead(gradient.IsPrefetching),
        FullyConnectedWeightGradient weights => Line($"{Count(weights.RowTile, "output")} x {Count(weights.VectorTile * VectorTarget.Lanes, "input")} in registers") + Ahead(weights.IsPrefetching),
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "a kernel without a description"),
    };

    private static string Count(int number, string noun) => Line($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Ahead(bool isPrefetching) => isPrefetching ? ", asking for memory ahead" : "";

    private static string Mebibytes(long bytes) => (bytes / (double)(1 << 20)).ToString("N2", CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

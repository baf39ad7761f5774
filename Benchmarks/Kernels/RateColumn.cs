using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace NetArch.Benchmarks.Kernels;

/// <param name="value">From multiply-adds a second, the kernel's and the peak.</param>
internal sealed class RateColumn(string name, string legend, Func<double, double, double> value) : IColumn
{
    public string Id => ColumnName;

    public string ColumnName { get; } = name;

    public string Legend { get; } = legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        KernelCall call = KernelCalls.All[(string)benchmarkCase.Parameters[nameof(KernelBenchmarks.Kernel)]];
        if (call.MultiplyAdds == 0 || summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "-";
        double rate = call.MultiplyAdds / (statistics.Mean * 1e-9);
        return value(rate, PeakRate.MultiplyAddsPerSecond).ToString("0.0", CultureInfo.InvariantCulture);
    }
}

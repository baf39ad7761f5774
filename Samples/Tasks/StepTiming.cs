using System.Diagnostics;

namespace NetArch.Samples.Tasks;

/// <summary>The time between ticks: some to warm up by, then those that count.</summary>
internal sealed class StepTiming
{
    private const int FewestWarming = 3;
    private const int FewestCounted = 10;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(4);

    private readonly List<long> steps = new(1 << 16);
    private long first;
    private long last;
    private long counted;
    private int ticks;

    /// <summary>Steps that count.</summary>
    public int Count => steps.Count;

    public TimeSpan Median
    {
        get
        {
            long[] sorted = [.. steps.Order()];
            long sum = sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2];
            return TimeSpan.FromSeconds(sum / 2.0 / Stopwatch.Frequency);
        }
    }

    /// <summary>Ends a step and begins the next; false when there are enough.</summary>
    public bool Tick()
    {
        long now = Stopwatch.GetTimestamp();
        if (ticks++ == 0) first = now;
        else if (counted > 0) steps.Add(now - last);
        else if (ticks > FewestWarming && Stopwatch.GetElapsedTime(first, now) >= Warming) counted = now;
        last = now;
        return steps.Count < FewestCounted || Stopwatch.GetElapsedTime(counted, now) < Counting;
    }
}

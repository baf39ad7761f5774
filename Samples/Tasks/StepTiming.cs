using System.Diagnostics;

namespace NetArch.Samples.Tasks;

/// <summary>The time between ticks: some to warm up by, then those that count; few of either where one takes long.</summary>
internal sealed class StepTiming
{
    private const int FewestWarming = 3;
    private const int FewestCounted = 10;
    private const int FewestOfLong = 2;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

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
        else if (IsEnough(ticks - 1, FewestWarming, 1, Warming, first, now)) counted = now;
        last = now;
        return counted == 0 || !IsEnough(steps.Count, FewestCounted, FewestOfLong, Counting, counted, now);
    }

    private static bool IsEnough(int done, int fewest, int fewestOfLong, TimeSpan shortest, long from, long to)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(from, to);
        return elapsed >= shortest && (done >= fewest || (elapsed >= Long && done >= fewestOfLong));
    }
}

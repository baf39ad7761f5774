using System.Diagnostics;

namespace NetArch.Generator.Tests.Fuzzing;

/// <summary>Times what is done to a text, one call of the library at a time.</summary>
internal sealed class FuzzClock
{
    public TimeSpan Slowest { get; private set; }

    /// <summary>What took longest.</summary>
    public string What { get; private set; } = "nothing";

    public T Time<T>(string what, Func<T> call)
    {
        long start = Stopwatch.GetTimestamp();
        T result = call();
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        if (taken > Slowest) (Slowest, What) = (taken, what);
        return result;
    }
}

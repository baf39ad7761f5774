using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace NetArch.Generator.Tests.Fuzzing;

/// <summary>
/// Random texts through checker, formatter, fixes and the editor's questions: no exception, no call over a second, no text that
/// allocates 512 MB. <c>NETARCH_FUZZ_SECONDS=600 dotnet test Generator.Tests --filter FullyQualifiedName~Fuzz</c> runs it longer;
/// <c>NETARCH_FUZZ_SEED</c> repeats a run, <c>NETARCH_FUZZ_NUMBER</c> with it a single text. What fails is written to a file.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 10;

    private const long MostBytes = 512L << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>After this a text is taken to hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void Random_texts_neither_throw_nor_hang_nor_need_much_memory()
    {
        int seed = Setting("NETARCH_FUZZ_SEED") ?? Environment.TickCount & 0xFFFFFF;
        int? single = Setting("NETARCH_FUZZ_NUMBER");
        TimeSpan duration = TimeSpan.FromSeconds(Setting("NETARCH_FUZZ_SECONDS") ?? DefaultSeconds);
        output.WriteLine($"NETARCH_FUZZ_SEED={seed}");
        var run = new FuzzRun(seed);
        var thread = new Thread(() => run.Go(single, duration)) { IsBackground = true };
        thread.Start();
        int number = -1;
        while (!thread.Join(Patience))
        {
            (number == run.Number).ShouldBeFalse($"hangs: NETARCH_FUZZ_SEED={seed} NETARCH_FUZZ_NUMBER={number}");
            number = run.Number;
        }

        output.WriteLine(run.Figures);
        run.Failure.ShouldBeNull();
        run.Number.ShouldBeGreaterThanOrEqualTo(0);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>One run over texts until the time is up or one fails.</summary>
    private sealed class FuzzRun(int seed)
    {
        private FuzzClock slowest = new();
        private long largest;

        /// <summary>Of the text that is looked at.</summary>
        public int Number { get; private set; } = -1;

        public string? Failure { get; private set; }

        public string Figures => string.Create(CultureInfo.InvariantCulture,
            $"{Number + 1:N0} texts; the slowest call ({slowest.What}) took {slowest.Slowest.TotalMilliseconds:N0} ms, the largest text allocated {largest / 1048576.0:N1} MiB in all");

        public void Go(int? single, TimeSpan duration)
        {
            var clock = Stopwatch.StartNew();
            for (int number = single ?? 0; Failure is null && clock.Elapsed < duration; number++)
            {
                Number = number;
                Look(new FuzzText(seed, number));
                if (single is not null) return;
            }
        }

        private void Look(FuzzText fuzz)
        {
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                FuzzClock taken = Time(fuzz);
                largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
                // The machine may be busy with others: a text is slow only if it is slow each time.
                for (int attempt = 0; attempt < 4 && taken.Slowest > Limit; attempt++)
                {
                    FuzzClock again = Time(new FuzzText(fuzz.Seed, fuzz.Number));
                    if (again.Slowest < taken.Slowest) taken = again;
                }

                if (taken.Slowest > slowest.Slowest) slowest = taken;
                if (taken.Slowest > Limit) Fail(fuzz, $"{taken.What} took {taken.Slowest.TotalMilliseconds} ms");
                if (largest > MostBytes) Fail(fuzz, $"allocated {largest} bytes");
            }
            catch (Exception exception)
            {
                Fail(fuzz, exception.ToString());
            }
        }

        private static FuzzClock Time(FuzzText fuzz)
        {
            var clock = new FuzzClock();
            new FuzzChecks(fuzz, clock).Run();
            return clock;
        }

        private void Fail(FuzzText fuzz, string how)
        {
            string file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"netarch-fuzz-{fuzz.Seed}-{fuzz.Number}.net.arch"));
            File.WriteAllText(file, fuzz.Text);
            Failure = $"NETARCH_FUZZ_SEED={fuzz.Seed} NETARCH_FUZZ_NUMBER={fuzz.Number} ({file}): {how}";
        }
    }
}

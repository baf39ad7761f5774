using System.Globalization;

namespace NetArch.Benchmarks.Rates;

/// <summary><c>rate NETWORK --batch N --threads N --train|--infer --seconds S</c>: one line with images per second.</summary>
internal static class RateCommand
{
    private static readonly string Usage = "rate " + string.Join('|', NetworkRate.Networks.Keys) + " [--batch 128] [--threads 2] [--train|--infer] [--seconds 2]";

    public static int Run(string[] arguments)
    {
        if (Parse(arguments) is not { } settings)
        {
            Console.Error.WriteLine("Usage: " + Usage);
            return 2;
        }

        Console.WriteLine(NetworkRate.ImagesPerSecond(settings).ToString("0.0", CultureInfo.InvariantCulture));
        return 0;
    }

    private static RateSettings? Parse(string[] arguments)
    {
        if (arguments.Length == 0 || !NetworkRate.Networks.ContainsKey(arguments[0])) return null;
        var settings = new RateSettings(arguments[0], Batch: 128, Threads: 2, Trains: true, Seconds: 2);
        for (int i = 1; i < arguments.Length; i++)
        {
            int value = 0;
            bool isFlag = arguments[i] is "--train" or "--infer";
            if (!isFlag && (++i == arguments.Length || !int.TryParse(arguments[i], NumberStyles.None, CultureInfo.InvariantCulture, out value) || value < 1)) return null;
            RateSettings? next = arguments[isFlag ? i : i - 1] switch
            {
                "--train" => settings with { Trains = true },
                "--infer" => settings with { Trains = false },
                "--batch" => settings with { Batch = value },
                "--threads" => settings with { Threads = value },
                "--seconds" => settings with { Seconds = value },
                _ => null,
            };
            if (next is null) return null;
            settings = next;
        }

        return settings;
    }
}

internal sealed record RateSettings(string Network, int Batch, int Threads, bool Trains, int Seconds);

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace NetArch.Samples.Commands;

/// <summary>Options whose value is a number, read alike in every culture and refused outside their range.</summary>
internal static class NumberOptions
{
    private const int MostThreads = 1024;

    /// <summary>A count from 1 up.</summary>
    public static Option<int> Count(string name, string description, int initial, int most = int.MaxValue) => Create(
        name, description, "N", initial, value => value >= 1 && value <= most,
        most == int.MaxValue ? "a whole number from 1 up" : string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {most}"));

    public static Option<int> Threads() => Count(
        "--threads", "Threads to use; results do not depend on it. Default: one for each processor.", Environment.ProcessorCount, MostThreads);

    public static Option<ulong> Seed() => Create<ulong>(
        "--seed", "Of weights, order and dropout: the same seed gives the same weights, bit for bit.", "N", 1, _ => true, "a whole number from 0 up");

    /// <summary>A share of the data.</summary>
    public static Option<double> Share(string name, string description) => Create<double>(
        name, description, "F", 0, value => value is >= 0 and < 1, "at least 0 and less than 1, such as 0.2");

    /// <summary>The standard deviation of initial weights.</summary>
    public static Option<float> Deviation() => Create<float>(
        "--deviation", "The standard deviation of the weights that Xavier's are compared with.", "D", 0.01f,
        value => float.IsFinite(value) && value > 0, "a finite number above 0, such as 0.01");

    /// <summary>How much a pixel may change.</summary>
    public static Option<float> Change() => Create<float>(
        "--change", "How much every pixel may change; pixels go from 0 to 1.", "C", 0.1f, value => value is > 0 and <= 1, "more than 0 and at most 1, such as 0.1");

    /// <summary>A learning rate; null where it is not given.</summary>
    public static Option<float?> Rate(string name, string description) =>
        Within<float>(name, description, "R", value => float.IsFinite(value) && value > 0, "a finite number above 0, such as 0.002");

    /// <summary>A number of a range; null where it is not given.</summary>
    public static Option<TNumber?> Within<TNumber>(string name, string description, string helpName, Predicate<TNumber> holds, string range)
        where TNumber : struct, INumber<TNumber> => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Parse(result, name, holds, range),
        };

    private static Option<TNumber> Create<TNumber>(
        string name, string description, string helpName, TNumber initial, Predicate<TNumber> holds, string range)
        where TNumber : struct, INumber<TNumber> => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => initial,
            CustomParser = result => Parse(result, name, holds, range),
        };

    private static TNumber Parse<TNumber>(ArgumentResult result, string name, Predicate<TNumber> holds, string range)
        where TNumber : struct, INumber<TNumber>
    {
        string text = result.Tokens[0].Value;
        if (TNumber.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out TNumber value) && holds(value)) return value;
        result.AddError($"{name} {text}: it must be {range}.");
        return default;
    }
}

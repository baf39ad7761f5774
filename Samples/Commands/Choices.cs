using System.CommandLine;
using NetArch.Samples.Catalogue;

namespace NetArch.Samples.Commands;

/// <summary>Words of the command line that must be one of a few.</summary>
internal static class Choices
{
    public static Argument<ISampleNetwork> Network() => new("NETWORK")
    {
        Description = "One that `list` shows.",
        CustomParser = result =>
        {
            string name = result.Tokens[0].Value;
            if (SampleNetworks.Named(name) is { } network) return network;
            string[] names = [.. SampleNetworks.All.Select(sample => sample.Description.Name)];
            string suggestion = Suggestion.For(name, names);
            result.AddError($"there is no network {name}{(suggestion == "" ? $"; there are {string.Join(", ", names)}" : suggestion)}");
            return null;
        },
    };

    public static Option<string> Option(string name, string description, string initial, IReadOnlyList<string> words) => new(name)
    {
        Description = $"{description}: {string.Join(", ", words)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => initial,
        CustomParser = result =>
        {
            string written = result.Tokens[0].Value;
            if (words.FirstOrDefault(word => string.Equals(word, written, StringComparison.OrdinalIgnoreCase)) is { } word) return word;
            result.AddError($"{name} {written}: it must be one of {string.Join(", ", words)}{Suggestion.For(written, words)}");
            return null;
        },
    };
}

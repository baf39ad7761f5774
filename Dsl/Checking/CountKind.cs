using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>What a claim counts.</summary>
/// <param name="Word">As in the file.</param>
/// <param name="Unit">As in a message.</param>
internal sealed record CountKind(string Word, string Unit, Func<LayerCounts, long> Of)
{
    private static readonly Dictionary<string, CountKind> ByWord = new[]
    {
        new CountKind("params", "parameters", counts => counts.Parameters),
        new CountKind("trainable", "trainable parameters", counts => counts.Trainable),
        new CountKind("weights", "weights", counts => counts.Weights),
        new CountKind("biases", "biases", counts => counts.Biases),
        new CountKind("running", "running values", counts => counts.Running),
        new CountKind("macs", "multiply-accumulates", counts => counts.MultiplyAccumulates),
    }.ToDictionary(kind => kind.Word);

    public static CountKind Find(string word) => ByWord[word];
}

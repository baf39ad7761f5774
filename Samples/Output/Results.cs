using System.Globalization;
using NetArch.Samples.Catalogue;

namespace NetArch.Samples.Output;

/// <summary>What several commands print alike.</summary>
internal static class Results
{
    public static long ParameterCount(this NetworkDescription network) => network.Parameters.Sum(parameter => (long)parameter.Count);

    public static void Announce<TInput>(this Terminal terminal, LoadedData<TInput> data) where TInput : struct, INetworkInput<TInput> =>
        terminal.Line($"data:    {data.Name}, {data.Train.Count:N0} samples to train on, {data.Test.Count:N0} to test with\n         {data.Origin}");

    public static void Show(this Terminal terminal, Evaluation evaluation)
    {
        string accuracy = evaluation.Accuracy is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"accuracy {100 * share:0.00}%, ")
            : "";
        terminal.Line($"test: {accuracy}loss {evaluation.Loss:0.0000} over {evaluation.Count:N0} samples");
        if (evaluation.Confusion is not { } confusion) return;
        terminal.Line($"\nrows: what it is; columns: what the network took it for; margins in percent");
        terminal.Output.Write(confusion.ToString());
    }
}

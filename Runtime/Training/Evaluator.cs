using System.Globalization;

namespace NetArch;

/// <summary>Measures a network over samples, batch by batch, in their order.</summary>
internal static class Evaluator
{
    /// <summary>Loss and correct answers alone; allocates nothing.</summary>
    public static (double Loss, double? Accuracy) Measure(Network network, SampleStore store, ReadOnlySpan<int> rows, int batch)
    {
        double loss = 0;
        long correct = 0;
        for (int start = 0; start < rows.Length; start += batch)
        {
            int count = Math.Min(batch, rows.Length - start);
            BatchResult result = network.Engine.Infer(store.Batch(rows.Slice(start, count)), []);
            loss += result.Loss * count;
            correct += result.Correct;
        }

        return (loss / rows.Length, Accuracy(network, correct, rows.Length));
    }

    public static Evaluation Evaluate(Network network, SampleStore store, ReadOnlySpan<int> rows, int batch, IReadOnlyList<string> classNames)
    {
        int width = network.Description.Outputs, classes = Classes(network.Description);
        var outputs = new float[Math.Min(batch, rows.Length) * width];
        var confusion = new long[classes * classes];
        double loss = 0;
        long correct = 0;
        for (int start = 0; start < rows.Length; start += batch)
        {
            ReadOnlySpan<int> some = rows.Slice(start, Math.Min(batch, rows.Length - start));
            Span<float> answers = outputs.AsSpan(0, some.Length * width);
            BatchResult result = network.Engine.Infer(store.Batch(some), answers);
            loss += result.Loss * some.Length;
            correct += result.Correct;
            for (int i = 0; classes > 0 && i < some.Length; i++)
                confusion[Actual(store, some[i]) * classes + Predicted(answers.Slice(i * width, width))]++;
        }

        return new Evaluation(rows.Length, loss / rows.Length, Accuracy(network, correct, rows.Length),
            classes == 0 ? null : new ConfusionMatrix(Names(classNames, classes), confusion));
    }

    public static double? Accuracy(Network network, long correct, long count) =>
        network.Description.Loss == Loss.SquaredError ? null : (double)correct / count;

    /// <summary>The classes that answers stand for: one per output, two for a single sigmoid, none for vectors.</summary>
    private static int Classes(NetworkDescription network) => network.Loss switch
    {
        Loss.CrossEntropy => network.Outputs,
        Loss.BinaryCrossEntropy when network.Outputs == 1 => 2,
        _ => 0,
    };

    private static int Actual(SampleStore store, int row) => store.Labels.Length > 0 ? store.Labels[row] : store.Targets[row] >= 0.5f ? 1 : 0;

    private static int Predicted(ReadOnlySpan<float> answer)
    {
        if (answer.Length == 1) return answer[0] >= 0.5f ? 1 : 0;
        int best = 0;
        for (int i = 1; i < answer.Length; i++)
            if (answer[i] > answer[best]) best = i;
        return best;
    }

    private static string[] Names(IReadOnlyList<string> classNames, int classes) =>
        [.. Enumerable.Range(0, classes).Select(i => i < classNames.Count ? classNames[i] : i.ToString(CultureInfo.InvariantCulture))];
}

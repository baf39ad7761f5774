using System.Globalization;
using System.Text;

namespace NetArch;

/// <summary>How often each class was taken for each.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] counts;

    /// <param name="classNames">What the classes are called.</param>
    /// <param name="counts">Row by row: a row per actual class, a column per predicted one.</param>
    /// <exception cref="ArgumentException">The counts are not classes x classes, or one is negative.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classNames, ReadOnlySpan<long> counts)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        if (counts.Length != classNames.Count * classNames.Count)
            throw new ArgumentException($"{classNames.Count} classes have {classNames.Count * classNames.Count} counts, not {counts.Length}.", nameof(counts));
        foreach (long count in counts) ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        ClassNames = classNames;
        this.counts = counts.ToArray();
    }

    /// <summary>What a classifier of two classes answers when it says yes from a threshold on: raising it trades recall for precision.</summary>
    /// <param name="scores">How sure the classifier is of yes, such as the probabilities of a sigmoid.</param>
    /// <param name="actual">The truth.</param>
    /// <param name="threshold">A score that is as large or larger counts as yes.</param>
    /// <param name="no">What class 0 is called.</param>
    /// <param name="yes">What class 1 is called.</param>
    /// <exception cref="ArgumentException">The numbers of scores and truths differ, or a score or the threshold is not a number.</exception>
    public static ConfusionMatrix AtThreshold(
        ReadOnlySpan<float> scores, ReadOnlySpan<bool> actual, float threshold, string no = "no", string yes = "yes")
    {
        if (scores.Length != actual.Length)
            throw new ArgumentException($"There are {scores.Length} scores and {actual.Length} truths.", nameof(actual));
        if (float.IsNaN(threshold)) throw new ArgumentException("The threshold is not a number.", nameof(threshold));
        Span<long> counts = stackalloc long[4];
        for (int i = 0; i < scores.Length; i++)
        {
            if (float.IsNaN(scores[i])) throw new ArgumentException($"Score {i} is not a number.", nameof(scores));
            counts[(actual[i] ? 2 : 0) + (scores[i] >= threshold ? 1 : 0)]++;
        }

        return new ConfusionMatrix([no, yes], counts);
    }

    public IReadOnlyList<string> ClassNames { get; }

    public int Classes => ClassNames.Count;

    public long Total => counts.Sum();

    /// <summary>(true positives + true negatives) / all: the diagonal's share; NaN for no samples.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Classes).Sum(label => this[label, label]) / Total;

    public long this[int actual, int predicted] => counts[actual * Classes + predicted];

    /// <summary>Of the samples taken for this class, the share that is of it: TP / (TP + FP). Null where none was taken for it.</summary>
    public double? Precision(int label) => Share(this[label, label], Enumerable.Range(0, Classes).Sum(actual => this[actual, label]));

    /// <summary>Of the samples of this class, the share that was taken for it: TP / (TP + FN). Null where there are none.</summary>
    public double? Recall(int label) => Share(this[label, label], Enumerable.Range(0, Classes).Sum(predicted => this[label, predicted]));

    /// <summary>The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). Null where the class occurs on neither side.</summary>
    public double? F1(int label) => Share(2 * this[label, label],
        Enumerable.Range(0, Classes).Sum(other => this[label, other] + this[other, label]));

    /// <summary>A table: a row per actual class, a column per predicted one, recall and precision at the margins.</summary>
    public override string ToString()
    {
        int name = Math.Max("precision".Length, ClassNames.Max(text => text.Length));
        int cell = Math.Max("100.0".Length, Math.Max(ClassNames.Max(text => text.Length), Number(counts.Max()).Length));
        IEnumerable<int> labels = Enumerable.Range(0, Classes);
        var text = new StringBuilder();
        Line("actual", ClassNames, "recall");
        text.Append('-', name + 1).Append('+').Append('-', Classes * (cell + 1) + 1).Append('+').Append('-', 7).Append('\n');
        foreach (int actual in labels) Line(ClassNames[actual], labels.Select(predicted => Number(this[actual, predicted])), Percent(Recall(actual)));
        Line("precision", labels.Select(predicted => Percent(Precision(predicted))), Percent(Accuracy));
        return text.ToString();

        void Line(string head, IEnumerable<string> cells, string margin)
        {
            text.Append(head.PadRight(name)).Append(" |");
            foreach (string value in cells) text.Append(' ').Append(value.PadLeft(cell));
            text.Append(" | ").Append(margin.PadLeft(6)).Append('\n');
        }
    }

    private static string Number(long count) => count == 0 ? "." : count.ToString("N0", CultureInfo.InvariantCulture);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) : "-";
}

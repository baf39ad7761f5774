namespace NetArch.Runtime.Tests;

public sealed class MetricsTests
{
    // 30 mails, 11 of them spam. At one threshold 10 are called spam and 8 are; at a higher one 8 are called spam and 7 are.
    [Theory]
    [InlineData(17, 2, 3, 8, 0.8, 8 / 11.0)]
    [InlineData(18, 1, 4, 7, 7 / 8.0, 7 / 11.0)]
    public void Precision_and_recall_of_the_mail_example(long trueHam, long falseSpam, long falseHam, long trueSpam, double precision, double recall)
    {
        var confusion = new ConfusionMatrix(["ham", "spam"], [trueHam, falseSpam, falseHam, trueSpam]);
        confusion.Total.ShouldBe(30);
        confusion.Precision(1)!.Value.ShouldBe(precision, 1e-12);
        confusion.Recall(1)!.Value.ShouldBe(recall, 1e-12);
        confusion.F1(1)!.Value.ShouldBe(2 * precision * recall / (precision + recall), 1e-12);
    }

    [Theory]
    [InlineData(0.5f, 10, 0.8, 8 / 11.0)]
    [InlineData(0.7f, 8, 0.875, 7 / 11.0)]
    public void A_higher_threshold_trades_recall_for_precision(float threshold, int called, double precision, double recall)
    {
        // 11 spam, then 19 ham.
        float[] scores =
        [
            0.99f, 0.98f, 0.95f, 0.9f, 0.85f, 0.8f, 0.7f, 0.6f, 0.4f, 0.3f, 0.1f,
            0.9f, 0.55f, .. Enumerable.Range(0, 17).Select(i => i * 0.02f),
        ];
        bool[] spam = [.. Enumerable.Range(0, 30).Select(i => i < 11)];

        ConfusionMatrix confusion = ConfusionMatrix.AtThreshold(scores, spam, threshold, "ham", "spam");

        (confusion[0, 1] + confusion[1, 1]).ShouldBe(called);
        confusion.Precision(1)!.Value.ShouldBe(precision, 1e-12);
        confusion.Recall(1)!.Value.ShouldBe(recall, 1e-12);
        confusion.ClassNames.ShouldBe(["ham", "spam"]);
    }

    [Fact]
    public void Scores_that_cannot_be_judged_are_refused()
    {
        Should.Throw<ArgumentException>(() => ConfusionMatrix.AtThreshold([0.5f], [true, false], 0.5f)).Message.ShouldContain("1 scores and 2 truths");
        Should.Throw<ArgumentException>(() => ConfusionMatrix.AtThreshold([float.NaN], [true], 0.5f)).Message.ShouldContain("Score 0");
        Should.Throw<ArgumentException>(() => ConfusionMatrix.AtThreshold([0.5f], [true], float.NaN)).Message.ShouldContain("threshold");
    }

    [Fact]
    public void Accuracy_of_a_rare_class_says_little()
    {
        var confusion = new ConfusionMatrix(["well", "ill"], [998, 0, 1, 1]);
        confusion.Accuracy.ShouldBe(0.999, 1e-12);
        confusion.Recall(1).ShouldBe(0.5);
    }

    [Fact]
    public void A_class_that_never_occurs_has_no_precision_and_no_recall()
    {
        var confusion = new ConfusionMatrix(["a", "b"], [5, 0, 0, 0]);
        confusion.Precision(1).ShouldBeNull();
        confusion.Recall(1).ShouldBeNull();
        confusion.F1(1).ShouldBeNull();
    }

    [Fact]
    public void Text_is_a_table_with_recall_and_precision_at_its_margins() =>
        new ConfusionMatrix(["ham", "spam"], [17, 2, 3, 1008]).ToString().ShouldBe(
            """
            actual    |   ham  spam | recall
            ----------+-------------+-------
            ham       |    17     2 |   89.5
            spam      |     3 1,008 |   99.7
            precision |  85.0  99.8 |   99.5

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Counts_must_be_classes_times_classes() =>
        Should.Throw<ArgumentException>(() => new ConfusionMatrix(["a", "b"], [1, 2, 3])).Message.ShouldContain("4 counts");
}

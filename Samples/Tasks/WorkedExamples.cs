using NetArch.Samples.Networks;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <summary>Examples small enough to be worked out by hand: what is printed after a colon, the networks and metrics computed.</summary>
internal static class WorkedExamples
{
    public static void Show(Terminal terminal)
    {
        ShowGradients(terminal);
        ShowStep(terminal, "w1 and b1 frozen", line => line.First.Freeze());
        ShowStep(terminal, "rate 0.05 for w1 and b1", line => line.First.LearningRate = 0.05f);
        ShowThresholds(terminal);
        ShowRareClass(terminal);
        ShowFlags(terminal);
    }

    private static void ShowGradients(Terminal terminal)
    {
        using Line line = Start();
        (Line.Input[] inputs, Line.Target[] targets) = Points();
        double loss = line.Gradients(inputs, targets, Reduction.Sum);
        float[] gradients = [.. line.Parameters.Select(parameter => parameter.Gradient[0])];
        terminal.Line($"Gradients. f(x) = (w1 x + b1) w2 + b2 with w1 = b1 = w2 = 1, b2 = -1, so f(x) = x;");
        terminal.Line($"f(-1) should be 1, f(2) should be 4: the errors are e = -1 - 1 = -2 and 2 - 4 = -2");
        terminal.Line($"  loss  sum of e e      = 4 + 4                 : {loss:0.####}");
        terminal.Line($"  w1    sum of 2 e w2 x = -4 * -1 + -4 * 2      : {gradients[0]:0.####}");
        terminal.Line($"  b1    sum of 2 e w2   = -4 - 4                : {gradients[1]:0.####}");
        terminal.Line($"  w2    sum of 2 e h    = -4 * 0 + -4 * 3       : {gradients[2]:0.####}   (h = w1 x + b1)");
        terminal.Line($"  b2    sum of 2 e      = -4 - 4                : {gradients[3]:0.####}\n");
    }

    private static void ShowStep(Terminal terminal, string what, Action<Line> prepare)
    {
        using Line line = Start();
        prepare(line);
        (Line.Input[] inputs, Line.Target[] targets) = Points();
        line.Step(inputs, targets, new Sgd(0.1f), Reduction.Sum);
        float[] values = [.. line.Parameters.Select(parameter => parameter.ToArray()[0])];
        float height = line.Predict(0f).Values.Span[0], slope = line.Predict(1f).Values.Span[0] - height;
        terminal.Line($"One step at rate 0.1, {what}.");
        terminal.Line($"  w1, b1, w2, b2: {values[0]:0.##}, {values[1]:0.##}, {values[2]:0.##}, {values[3]:0.##}; so f(x) = {slope:0.####} x + {height:0.####}\n");
    }

    private static void ShowThresholds(Terminal terminal)
    {
        float[] scores = [0.99f, 0.98f, 0.95f, 0.9f, 0.85f, 0.8f, 0.7f, 0.6f, 0.4f, 0.3f, 0.1f, 0.9f, 0.55f, .. new float[17]];
        bool[] spam = [.. Enumerable.Range(0, 30).Select(i => i < 11)];
        terminal.Line($"Precision and recall. Of 30 mails 11 are spam; a higher threshold trades one for the other.");
        foreach (float threshold in new[] { 0.5f, 0.7f })
        {
            ConfusionMatrix found = ConfusionMatrix.AtThreshold(scores, spam, threshold, "ham", "spam");
            long right = found[1, 1], called = right + found[0, 1];
            terminal.Line($"  threshold {threshold:0.0}: precision {right}/{called} = {found.Precision(1):0.00}, recall {right}/11 = {found.Recall(1):0.00}, F1 {found.F1(1):0.00}");
        }

        terminal.Line($"");
    }

    private static void ShowRareClass(Terminal terminal)
    {
        var found = new ConfusionMatrix(["well", "ill"], [998, 0, 1, 1]);
        terminal.Line($"Accuracy of a rare class. 998 of 998 who are well, 1 of 2 who are ill are found to be so.");
        terminal.Line($"  accuracy 999/1000 = {100 * found.Accuracy:0.0}%, recall of the ill 1/2 = {100 * found.Recall(1):0}%\n");
    }

    private static void ShowFlags(Terminal terminal)
    {
        using var flags = new Flags(threads: 1);
        flags.Scores.Weights.CopyFrom([2, 0, 0, 1]);
        flags.Scores.Biases.CopyFrom([0, 0]);
        terminal.Line($"Flags. Two pixels p1, p2; Poland's score is p2, the other flag's 2 p1: it is Poland's where p2 > 2 p1.");
        foreach (float[] pixels in new float[][] { [255, 255], [100, 250], [255, 512] })
        {
            Flags.Output answer = flags.Predict(pixels);
            string range = pixels[1] > 255 ? ", though no pixel is brighter than 255" : "";
            terminal.Line($"  ({pixels[0]}, {pixels[1]}): {(answer.Class == 1 ? "Poland" : "the other")}{range}");
        }
    }

    private static Line Start()
    {
        var line = new Line(threads: 1);
        float[] values = [1, 1, 1, -1];
        for (int i = 0; i < values.Length; i++) line.Parameters[i].CopyFrom([values[i]]);
        return line;
    }

    private static (Line.Input[] Inputs, Line.Target[] Targets) Points() => ([-1f, 2f], [1f, 4f]);
}

namespace NetArch;

/// <summary>How well a network answers for a data set.</summary>
/// <param name="Count">Samples answered.</param>
/// <param name="Loss">Mean over samples.</param>
/// <param name="Accuracy">The share answered correctly, 0 to 1; null for squared error.</param>
/// <param name="Confusion">Which class was taken for which; null where answers are not single classes.</param>
public sealed record Evaluation(int Count, double Loss, double? Accuracy, ConfusionMatrix? Confusion);

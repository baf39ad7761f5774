namespace NetArch;

/// <summary>Training steps on their way through an engine: one at a time, or with the next one's samples going in while one is computed
/// where the engine can do that. Results come in the order of the steps, and are the same either way.</summary>
internal sealed class StepQueue(INetworkEngine engine)
{
    private readonly IOverlappingEngine? overlapping = engine as IOverlappingEngine;
    private readonly double[] rates = new double[IOverlappingEngine.MostUnderWay];
    private BatchResult result;
    private int begun, ended;

    public bool IsEmpty => begun == ended;

    /// <summary>Whether a step must end before another begins.</summary>
    public bool IsFull => begun - ended == (overlapping is null ? 1 : IOverlappingEngine.MostUnderWay);

    /// <param name="rate">The step's learning rate, for whoever reports its result.</param>
    public void Begin(in Batch batch, Optimizer optimizer, in StepContext step, double rate)
    {
        if (overlapping is null) result = engine.Train(batch, optimizer, step);
        else overlapping.Begin(batch, optimizer, step);
        rates[begun++ % rates.Length] = rate;
    }

    /// <summary>The result of the earliest step in the queue.</summary>
    public BatchResult End(out double rate)
    {
        rate = rates[ended++ % rates.Length];
        return overlapping is null ? result : overlapping.End();
    }
}

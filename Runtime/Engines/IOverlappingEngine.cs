namespace NetArch;

/// <summary>An engine that computes elsewhere than on the thread that asks: it takes a step's samples while the step before is under way.</summary>
/// <remarks><see cref="INetworkEngine.Train"/> is <see cref="Begin"/> and <see cref="End"/> in one. Any other call waits until no step is
/// under way, and forgets results that nobody asked for.</remarks>
public interface IOverlappingEngine : INetworkEngine
{
    /// <summary>How many steps may be under way at the same time.</summary>
    public const int MostUnderWay = 2;

    /// <summary>Begins a training step. When it returns the batch has been copied: its memory may change then. Allocates nothing.</summary>
    /// <exception cref="InvalidOperationException"><see cref="MostUnderWay"/> steps are under way already.</exception>
    void Begin(in Batch batch, Optimizer optimizer, in StepContext step);

    /// <summary>Waits for the earliest step that is under way, and gives its result.</summary>
    /// <exception cref="InvalidOperationException">No step is under way.</exception>
    BatchResult End();
}

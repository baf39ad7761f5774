namespace NetArch.Gpu;

/// <summary>A way to run a network.</summary>
internal enum Pass
{
    Train,
    Gradients,
    Infer,
    InputGradients,
    Trace,
}

/// <summary>What becomes of the gradients' parts after a pass.</summary>
internal enum Descent
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>They are added up and kept.</summary>
    Store,

    Sgd,
    Momentum,
    Adam,
}

/// <summary>Everything that decides which kernels a pass enqueues, and with which arguments: two passes of equal keys differ only in what
/// lies in memory.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Slot">By which staging memory they come.</param>
internal readonly record struct PassKey(Pass Pass, int Count, int Slot, Descent Descent, bool Dropout, bool HasTargets, bool WantsOutputs);

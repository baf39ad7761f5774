using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>A parameter and what an optimiser remembers of it.</summary>
internal struct OptimizerState
{
    public float Weight, First, Second;
}

/// <summary>An optimiser's numbers for one step and one parameter tensor.</summary>
internal readonly record struct OptimizerNumbers(
    float Rate, float Decay, float Momentum, float Beta1, float Beta2, float Epsilon, bool Decoupled, float Correction1, float Correction2)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OptimizerNumbers Of(ArrayView<int> step, float rate) => new(
        rate, Float(step, StepLayout.WeightDecay), Float(step, StepLayout.Momentum), Float(step, StepLayout.Beta1), Float(step, StepLayout.Beta2),
        Float(step, StepLayout.Epsilon), step[StepLayout.Decoupled] != 0, Float(step, StepLayout.Correction1), Float(step, StepLayout.Correction2));

    /// <summary>The gradient with the decay's part. The product is exact: where the two nearly cancel, Adam divides what is left by its own size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Decayed(float gradient, float weight) => (float)(Decay * (double)weight + gradient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Float(ArrayView<int> step, int index) => Interop.IntAsFloat((uint)step[index]);
}

/// <summary>What an optimiser does with a gradient: the formulas of the CPU's gradient sinks.</summary>
internal interface IOptimizerRule
{
    /// <summary>False where a gradient is wanted even of a parameter that is frozen.</summary>
    static abstract bool SkipsFrozen { get; }

    static abstract bool HasFirst { get; }

    static abstract bool HasSecond { get; }

    static abstract OptimizerState Take(OptimizerState state, float gradient, OptimizerNumbers numbers);
}

/// <summary>Keeps gradients for whoever asks for them: they take the weight's place, in memory of their own.</summary>
internal readonly struct StoreRule : IOptimizerRule
{
    public static bool SkipsFrozen => false;

    public static bool HasFirst => false;

    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OptimizerState Take(OptimizerState state, float gradient, OptimizerNumbers numbers)
    {
        state.Weight = gradient;
        return state;
    }
}

/// <summary>w = w - rate (g + decay w).</summary>
internal readonly struct DescentRule : IOptimizerRule
{
    public static bool SkipsFrozen => true;

    public static bool HasFirst => false;

    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OptimizerState Take(OptimizerState state, float gradient, OptimizerNumbers numbers)
    {
        float g = numbers.Decayed(gradient, state.Weight);
        state.Weight = -numbers.Rate * g + state.Weight;
        return state;
    }
}

/// <summary>v = momentum v + (g + decay w); w = w - rate v.</summary>
internal readonly struct MomentumRule : IOptimizerRule
{
    public static bool SkipsFrozen => true;

    public static bool HasFirst => true;

    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OptimizerState Take(OptimizerState state, float gradient, OptimizerNumbers numbers)
    {
        float g = numbers.Decayed(gradient, state.Weight);
        state.First = numbers.Momentum * state.First + g;
        state.Weight = -numbers.Rate * state.First + state.Weight;
        return state;
    }
}

/// <summary>m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w = w - rate m' / (sqrt(v') + epsilon), primes for bias-corrected.</summary>
internal readonly struct AdamRule : IOptimizerRule
{
    public static bool SkipsFrozen => true;

    public static bool HasFirst => true;

    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OptimizerState Take(OptimizerState state, float gradient, OptimizerNumbers numbers)
    {
        float w = numbers.Decoupled ? state.Weight * (1 - numbers.Rate * numbers.Decay) : state.Weight;
        float g = numbers.Decoupled ? gradient : numbers.Decayed(gradient, w);
        state.First = (1 - numbers.Beta1) * (g - state.First) + state.First;
        state.Second = (1 - numbers.Beta2) * (g * g - state.Second) + state.Second;
        float denominator = MathF.Sqrt(state.Second) * numbers.Correction2 + numbers.Epsilon;
        state.Weight = w - numbers.Rate * numbers.Correction1 * state.First / denominator;
        return state;
    }
}

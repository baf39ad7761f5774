using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetArch;

/// <summary>Where a finished gradient goes: into memory, or straight into a step of an optimiser.</summary>
/// <remarks>Generated kernels are generic over it, so the optimiser's step becomes the last lines of the kernel that finishes
/// the gradient, and a gradient that is used at once is never written.</remarks>
public unsafe interface IGradientSink<TSelf> where TSelf : struct, IGradientSink<TSelf>
{
    /// <summary>The sink for one parameter tensor, with its own learning rate.</summary>
    TSelf For(int parameter);

    /// <summary>False where the parameter is frozen: then its gradient need not be computed.</summary>
    bool IsActive { get; }

    /// <param name="offset">Of sixteen values in the layout of the parameters.</param>
    void Take(nint offset, Vector512<float> gradient);

    /// <summary>Says that the sixteen values at the offset will be taken soon.</summary>
    void Prefetch(nint offset);
}

/// <summary>Adds into an accumulation slot.</summary>
public readonly unsafe struct SlotSink(float* slot) : IGradientSink<SlotSink>
{
    public SlotSink For(int parameter) => this;

    public bool IsActive => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(nint offset, Vector512<float> gradient) => Vector512.Store(Vector512.Load(slot + offset) + gradient, slot + offset);

    public void Prefetch(nint offset)
    {
    }
}

/// <summary>Keeps gradients for whoever asks for them.</summary>
internal readonly unsafe struct GradientStore(float* gradients) : IGradientSink<GradientStore>
{
    public GradientStore For(int parameter) => this;

    public bool IsActive => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(nint offset, Vector512<float> gradient) => Vector512.Store(gradient, gradients + offset);

    public void Prefetch(nint offset)
    {
    }
}

/// <summary>w = w - rate (g + decay w).</summary>
internal readonly unsafe struct GradientDescent(float* weights, float* rates, float rate, float decay) : IGradientSink<GradientDescent>
{
    public GradientDescent For(int parameter) => new(weights, rates, rates[parameter], decay);

    public bool IsActive => rate >= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(nint offset, Vector512<float> gradient)
    {
        Vector512<float> w = Vector512.Load(weights + offset);
        Vector512<float> g = Vector512.FusedMultiplyAdd(Vector512.Create(decay), w, gradient);
        Vector512.Store(Vector512.FusedMultiplyAdd(Vector512.Create(-rate), g, w), weights + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset) => CacheLine.Prefetch(weights + offset);
}

/// <summary>v = momentum v + (g + decay w); w = w - rate v.</summary>
internal readonly unsafe struct MomentumDescent(float* weights, float* velocity, float* rates, float rate, float momentum, float decay)
    : IGradientSink<MomentumDescent>
{
    public MomentumDescent For(int parameter) => new(weights, velocity, rates, rates[parameter], momentum, decay);

    public bool IsActive => rate >= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(nint offset, Vector512<float> gradient)
    {
        Vector512<float> w = Vector512.Load(weights + offset);
        Vector512<float> g = Vector512.FusedMultiplyAdd(Vector512.Create(decay), w, gradient);
        Vector512<float> v = Vector512.FusedMultiplyAdd(Vector512.Create(momentum), Vector512.Load(velocity + offset), g);
        Vector512.Store(v, velocity + offset);
        Vector512.Store(Vector512.FusedMultiplyAdd(Vector512.Create(-rate), v, w), weights + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset)
    {
        CacheLine.Prefetch(weights + offset);
        CacheLine.Prefetch(velocity + offset);
    }
}

/// <summary>Adam's constants for one step; see <see cref="Adam"/>.</summary>
/// <param name="Correction1">1 / (1 - beta1^t).</param>
/// <param name="Correction2">1 / sqrt(1 - beta2^t).</param>
internal readonly record struct AdamConstants(
    float Beta1, float Beta2, float Epsilon, float Decay, bool Decoupled, float Correction1, float Correction2);

/// <summary>m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w = w - rate m' / (sqrt(v') + epsilon), primes for bias-corrected.</summary>
internal readonly unsafe struct AdamDescent(
    float* weights, float* first, float* second, float* rates, float rate, AdamConstants constants) : IGradientSink<AdamDescent>
{
    public AdamDescent For(int parameter) => new(weights, first, second, rates, rates[parameter], constants);

    public bool IsActive => rate >= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(nint offset, Vector512<float> gradient)
    {
        Vector512<float> w = Vector512.Load(weights + offset);
        Vector512<float> g = gradient;
        if (constants.Decoupled) w *= Vector512.Create(1 - rate * constants.Decay);
        else g = Vector512.FusedMultiplyAdd(Vector512.Create(constants.Decay), w, g);
        Vector512<float> m = Vector512.Load(first + offset);
        Vector512<float> v = Vector512.Load(second + offset);
        m = Vector512.FusedMultiplyAdd(Vector512.Create(1 - constants.Beta1), g - m, m);
        v = Vector512.FusedMultiplyAdd(Vector512.Create(1 - constants.Beta2), g * g - v, v);
        Vector512.Store(m, first + offset);
        Vector512.Store(v, second + offset);
        Vector512<float> denominator = Vector512.FusedMultiplyAdd(
            Vector512.Sqrt(v), Vector512.Create(constants.Correction2), Vector512.Create(constants.Epsilon));
        Vector512.Store(w - Vector512.Create(rate * constants.Correction1) * m / denominator, weights + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset)
    {
        CacheLine.Prefetch(weights + offset);
        CacheLine.Prefetch(first + offset);
        CacheLine.Prefetch(second + offset);
    }
}

/// <summary>A hint where the machine takes one, nothing elsewhere.</summary>
public static unsafe class CacheLine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}

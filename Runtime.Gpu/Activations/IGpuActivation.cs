namespace NetArch.Gpu;

/// <summary>A function of one value, and its derivative written by the function's own result where that is enough: as
/// <see cref="NetArch.IActivation"/>, one lane at a time.</summary>
public interface IGpuActivation
{
    /// <summary>True for y = x, so that kernels can leave the pass out.</summary>
    static abstract bool IsIdentity { get; }

    /// <summary>True where <see cref="Derivative"/> takes the input x rather than the result y.</summary>
    static abstract bool DerivesByInput { get; }

    static abstract float Apply(float x);

    /// <summary>dy/dx where y is the result, or the input where <see cref="DerivesByInput"/> says so.</summary>
    static abstract float Derivative(float y);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>y = x s with s = 1 / (1 + e^-x) (Ramachandran et al. 2017); dy/dx = s (1 + x (1 - s)), by the input: y has a minimum, so it gives no slope.</summary>
public readonly struct Swish : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => x * VectorMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x)
    {
        Vector512<float> sigmoid = VectorMath.Sigmoid(x);
        return Vector512.FusedMultiplyAdd(x * sigmoid, Vector512<float>.One - sigmoid, sigmoid);
    }
}

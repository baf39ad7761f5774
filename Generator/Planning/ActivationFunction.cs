using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The activations that kernels take as a type argument; each is a struct of this name in the runtime.</summary>
public enum ActivationFunction
{
    Identity,
    Relu,
    Sigmoid,
    Tanh,
}

internal static class ActivationFunctions
{
    /// <summary>The function of an activation layer, or null where no kernel has it yet.</summary>
    public static ActivationFunction? Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => ActivationFunction.Relu,
        ActivationKind.Sigmoid => ActivationFunction.Sigmoid,
        ActivationKind.Tanh => ActivationFunction.Tanh,
        _ => null,
    };

    /// <summary>True where a dropped value, being zero, has a derivative of zero by the function's own rule.</summary>
    public static bool IsZeroAtZero(this ActivationFunction function) => function == ActivationFunction.Relu;
}

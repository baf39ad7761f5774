using System;
using System.Globalization;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>An activation as kernels take it: a type argument, a struct of the runtime.</summary>
/// <param name="Kind">Null for the identity.</param>
/// <param name="Parameter">leakyrelu's slope or elu's alpha, 0 elsewhere.</param>
public sealed record ActivationFunction(ActivationKind? Kind, float Parameter)
{
    public static readonly ActivationFunction Identity = new(null, 0);
    public static readonly ActivationFunction Relu = new(ActivationKind.Relu, 0);
    public static readonly ActivationFunction Sigmoid = new(ActivationKind.Sigmoid, 0);
    public static readonly ActivationFunction Tanh = new(ActivationKind.Tanh, 0);

    public static ActivationFunction Of(Activation layer) => new(layer.Kind, (float)layer.Parameter);

    /// <summary>Whether the struct has a constant of its own, as its type argument.</summary>
    public bool HasConstant => Kind is ActivationKind.LeakyRelu or ActivationKind.Elu;

    /// <summary>The name of the struct with that constant: <c>Constant_0_01</c>.</summary>
    public string ConstantName => "Constant_" + Parameter.ToString("R", CultureInfo.InvariantCulture)
        .Replace('.', '_').Replace("-", "minus").Replace("+", "");

    /// <summary>The type argument: <c>Relu</c>, <c>LeakyRelu&lt;Constant_0_01&gt;</c>.</summary>
    public string TypeName => (Kind?.ToString() ?? "Identity") + (HasConstant ? "<" + ConstantName + ">" : "");

    /// <summary>Its derivative cannot be told from its result, so that backward needs its input.</summary>
    public bool DerivesByInput => Kind == ActivationKind.Swish || HasConstant && Parameter < 0;

    /// <summary>True where a dropped value, being zero, has a derivative of zero by the function's own rule.</summary>
    public bool IsZeroAtZero => Kind == ActivationKind.Relu;

    public override string ToString() =>
        (Kind?.ToString() ?? "Identity") + (HasConstant ? " " + Parameter.ToString("R", CultureInfo.InvariantCulture) : "");
}

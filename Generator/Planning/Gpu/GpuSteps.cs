using System.Collections.Generic;

namespace NetArch.Generator.Planning.Gpu;

/// <inheritdoc cref="GpuConvolution"/>
public sealed record GpuConvolveStep(
    GpuConvolution Kernel, ConvolutionGeometry Geometry, string From, Operand Weight, Operand Bias, string? Addend, string To, ActivationFunction Activation)
    : Step(Scope.Tile)
{
    /// <summary>For tensor cores, where the layer has enough for them to do.</summary>
    public GpuTensorConvolution? Tensor { get; init; }

    public override IEnumerable<string> Reads => Names(From, Addend);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands => new[] { Weight, Bias };

    public override IEnumerable<Kernel> Kernels => Tensor is null ? new Kernel[] { Kernel } : new Kernel[] { Kernel, Tensor };
}

/// <inheritdoc cref="GpuDataGradient"/>
/// <param name="Value">The layer's input, whose activation's derivative is multiplied in.</param>
/// <param name="Probability">Of the dropout between that activation and this layer; 0 without.</param>
public sealed record GpuDataGradientStep(
    GpuDataGradient Kernel, ConvolutionGeometry Geometry, string Gradient, Operand Weight, string? Addend, string To, string? Value,
    ActivationFunction Activation, float Probability) : Step(Scope.Tile)
{
    /// <inheritdoc cref="GpuConvolveStep.Tensor"/>
    public GpuTensorConvolution? Tensor { get; init; }

    public override IEnumerable<string> Reads => Names(Gradient, Addend, Value);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands => new[] { Weight };

    public override IEnumerable<Kernel> Kernels => Tensor is null ? new Kernel[] { Kernel } : new Kernel[] { Kernel, Tensor };
}

/// <inheritdoc cref="GpuWeightGradient"/>
public sealed record GpuWeightGradientStep(GpuWeightGradient Kernel, ConvolutionGeometry Geometry, string Value, string Gradient, int Weight, int? Bias)
    : Step(Scope.Tile)
{
    /// <inheritdoc cref="GpuConvolveStep.Tensor"/>
    public GpuTensorWeightGradient? Tensor { get; init; }

    public override IEnumerable<string> Reads => Names(Value, Gradient);

    public override IEnumerable<string> Writes => Names();

    public override IEnumerable<int> Accumulates => Indices(Weight, Bias);

    public override IEnumerable<Kernel> Kernels => Tensor is null ? new Kernel[] { Kernel } : new Kernel[] { Kernel, Tensor };
}

using System.Collections.Generic;

namespace NetArch.Generator.Planning;

/// <summary>A convolution whose kernel rows are too long to be written out tap by tap: by the runtime's own loops.</summary>
public sealed record GeneralConvolveStep(
    ConvolutionGeometry Geometry, string From, Operand Weight, Operand Bias, string? Addend, string To, ActivationFunction Activation)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From, Addend);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands => new[] { Weight, Bias };
}

/// <inheritdoc cref="ConvolutionDataGradientStep"/>
public sealed record GeneralDataGradientStep(
    ConvolutionGeometry Geometry, string Gradient, Operand Weight, string? Addend, string To, string? Value, ActivationFunction Activation,
    float Probability) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Addend, Value);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands => new[] { Weight };
}

/// <inheritdoc cref="ConvolutionWeightGradientStep"/>
public sealed record GeneralWeightGradientStep(ConvolutionGeometry Geometry, string Value, string Gradient, int Weight, int? Bias)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Value, Gradient);

    public override IEnumerable<string> Writes => Names();

    public override IEnumerable<int> Accumulates => Indices(Weight, Bias);
}

using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>A batch norm's four parameters, by index, and its constants.</summary>
public sealed record BatchNormParameters(
    string Layer, int Scale, int Shift, int RunningMean, int RunningVariance, int Channels, int Positions, float Momentum, float Epsilon, bool Trained)
{
    /// <summary>Names of the four, in the order of the parameters here.</summary>
    public EquatableArray<string> Names { get; init; } = EquatableArray<string>.Empty;

    /// <param name="scale">The scale, over the running deviation.</param>
    public RunningNorm Running(Operand scale) => new(new(false, Names[2]), scale, new(false, Names[1]));
}

/// <summary>Lane by lane, for each channel of a tile: the sums from which the batch's mean and variance come.</summary>
public sealed record BatchSumsStep(string From, string To, int Channels, int Positions) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>The sums of all tiles as what normalises the batch; moves the running statistics.</summary>
public sealed record MergeStatisticsStep(BatchNormParameters Norm, string Sums, string To) : Step(Scope.Rows)
{
    public override IEnumerable<string> Reads => Names(Sums);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands => new Operand[] { new(false, Norm.Names[0]), new(false, Norm.Names[1]) };
}

/// <summary>y = f((z - mean) scale + shift + addend), with three numbers for each channel.</summary>
/// <param name="Statistics">The batch's own, in training; null outside, where <paramref name="Running"/> has them.</param>
public sealed record NormaliseStep(
    string From, string? Statistics, RunningNorm? Running, string? Addend, string To, int Channels, int Positions, ActivationFunction Activation)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From, Statistics, Addend);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands =>
        Running is null ? base.Operands : new[] { Running.Mean, Running.Scale, Running.Shift };
}

/// <summary>What normalises outside training: the running mean, the scale over the running deviation, the shift.</summary>
public sealed record RunningNorm(Operand Mean, Operand Scale, Operand Shift);

/// <summary>Lane by lane, for each channel of a tile: sums of dy and of dy x^.</summary>
public sealed record BatchGradientSumsStep(string Gradient, string Value, string Statistics, string To, int Channels, int Positions) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Value, Statistics);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>The sums of all tiles as the gradients of scale and shift, and as what dx is made of.</summary>
public sealed record MergeGradientStep(BatchNormParameters Norm, string Sums, string Statistics, string To) : Step(Scope.Rows)
{
    public override IEnumerable<string> Reads => Names(Sums, Statistics);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<int> Finishes => Norm.Trained ? Indices(Norm.Scale, Norm.Shift) : Indices();
}

/// <summary>dz = (A dy + B (z - mean) + C) f'(z), z being the result of f.</summary>
public sealed record BatchGradientStep(
    string Gradient, string Value, string Coefficients, string To, int Channels, int Positions, ActivationFunction Activation) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Value, Coefficients);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>Outside training: dz = scale dy f'(z).</summary>
public sealed record ScaleGradientStep(
    string Gradient, Operand Scale, string? Value, string To, int Channels, int Positions, ActivationFunction Activation) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Value);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Operand> Operands => new[] { Scale };
}

/// <summary>Weights times the scale of the batch norm after them; the bias likewise, and the shift added.</summary>
/// <param name="Rows">Filters or outputs.</param>
public sealed record FoldWeightsStep(BatchNormParameters Norm, Operand Weight, Operand? Bias, string FoldedWeight, string FoldedBias, int RowStride, int Rows)
    : Step(Scope.Rows)
{
    public override IEnumerable<string> Reads => Names();

    public override IEnumerable<string> Writes => Names();
}

/// <summary>A batch norm's scale over its running deviation.</summary>
public sealed record FoldScaleStep(BatchNormParameters Norm, string FoldedScale) : Step(Scope.Rows)
{
    public override IEnumerable<string> Reads => Names();

    public override IEnumerable<string> Writes => Names();
}

using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>y = f(a + b).</summary>
public sealed record SumStep(string A, string B, string To, int Count, ActivationFunction Activation) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(A, B);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>Adds one buffer to another: a gradient that comes from several readers.</summary>
public sealed record AccumulateStep(string From, string To, int Count) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From, To);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>A shortcut that subsamples and pads channels, or, backward, what it gives back.</summary>
public sealed record PaddedShortcutStep(string From, string To, Shape Input, Shape Output, Extent Stride, bool IsBackward) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);
}

/// <param name="Scales">Where k + alpha / size * (the sum of squares) is kept.</param>
public sealed record LocalResponseStep(LocalResponseNormalisation Layer, string From, string Scales, string To) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(Scales, To);
}

public sealed record LocalResponseGradientStep(LocalResponseNormalisation Layer, string Gradient, string Value, string Scales, string Result, string To)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Value, Scales, Result);

    public override IEnumerable<string> Writes => Names(To);
}

public sealed record MaxoutStep(string From, string To, int Channels, int Pieces, int Positions) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);
}

public sealed record MaxoutGradientStep(string Gradient, string Value, string Result, string To, int Channels, int Pieces, int Positions)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Value, Result);

    public override IEnumerable<string> Writes => Names(To);
}

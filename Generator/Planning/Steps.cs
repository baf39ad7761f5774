using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>How much a step does in one call.</summary>
public enum Scope
{
    /// <summary>One tile: sixteen samples.</summary>
    Tile,

    /// <summary>Two tiles, which share every weight that is loaded.</summary>
    Pair,

    /// <summary>A range of rows of a matrix, for every tile of the batch.</summary>
    Rows,

    /// <summary>A range of parameters, after the gradients of the whole batch are there.</summary>
    Parameters,
}

/// <summary>One call in a plan: of a kernel, or of something that the runtime has. Buffers are known by name.</summary>
public abstract record Step(Scope Scope)
{
    /// <summary>Buffers that the step reads.</summary>
    public abstract IEnumerable<string> Reads { get; }

    /// <summary>Buffers that the step writes, wholly or in part.</summary>
    public abstract IEnumerable<string> Writes { get; }

    /// <summary>The kernels that it calls.</summary>
    public virtual IEnumerable<Kernel> Kernels => Enumerable.Empty<Kernel>();

    /// <summary>Weights that it reads.</summary>
    public virtual IEnumerable<Operand> Operands => Enumerable.Empty<Operand>();

    /// <summary>Parameters whose gradients it adds to the slots.</summary>
    public virtual IEnumerable<int> Accumulates => Enumerable.Empty<int>();

    /// <summary>Parameters that it finishes: their gradients go to the sink, which may change them.</summary>
    public virtual IEnumerable<int> Finishes => Enumerable.Empty<int>();

    protected static IEnumerable<string> Names(params string?[] names) => names.Where(name => name is not null)!;

    protected static IEnumerable<int> Indices(params int?[] parameters) => parameters.Where(index => index is not null).Select(index => index!.Value);
}

/// <summary>Weights as a kernel reads them: a parameter, or what folding made of it, by name.</summary>
public sealed record Operand(bool IsFolded, string Name)
{
    /// <summary>As many zeros as any kernel without a bias needs.</summary>
    public static readonly Operand Zeros = new(IsFolded: true, "zeros");
}

/// <summary>The batch's samples into the lane layout.</summary>
public sealed record PackStep(string To, int Count) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names();

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>The batch's samples as rows, for a weight gradient over the inputs.</summary>
public sealed record GatherStep(string To, int Count, int Stride) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names();

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>A tile's vectors as one row a sample.</summary>
public sealed record TransposeStep(Scope Scope, string From, string To, int Count, int Stride) : Step(Scope)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);
}

/// <param name="Addend">A value added to the result before the activation.</param>
/// <param name="Sums">Where the sums that a batch norm's statistics need are gathered, if one follows.</param>
/// <param name="Pooled">Where the pooled rows go, if the kernel pools; <paramref name="To"/> is then scratch when <paramref name="IsKept"/> is false.</param>
public sealed record ConvolveStep(
    ConvolutionForward Kernel, string From, Operand Weight, Operand Bias, string? Addend, string To, string? Pooled, bool IsKept,
    string? Sums, ActivationFunction Activation)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From, Addend);

    public override IEnumerable<string> Writes => Names(To, Pooled, Sums);

    public override IEnumerable<Operand> Operands => new[] { Weight, Bias };

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

public sealed record PoolStep(PoolForward Kernel, string From, string To) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

public sealed record ConnectStep(
    Scope Scope, FullyConnectedForward Kernel, string From, Operand Weight, Operand Bias, string To, int Rows, ActivationFunction Activation)
    : Step(Scope)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<Operand> Operands => new[] { Weight, Bias };

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

public sealed record ActivateStep(string From, string To, int Count, ActivationFunction Activation) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>Copies a value, so that what follows may change it and the original stays.</summary>
public sealed record CopyStep(string From, string To, int Count) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(To);
}

/// <summary>Dropout in place: forward on a value, backward on its gradient.</summary>
/// <param name="Channels">Values that are dropped together lie in channels: as many channels; 0 where each value is on its own.</param>
/// <param name="Layer">The dropout's ordinal in the network, a part of its random numbers.</param>
public sealed record DropStep(Scope Scope, string Buffer, int Count, int Channels, int Layer, float Probability) : Step(Scope)
{
    public override IEnumerable<string> Reads => Names(Buffer);

    public override IEnumerable<string> Writes => Names(Buffer);
}

/// <summary>Outputs, loss, and (with <paramref name="Gradient"/>) the loss's gradient by its input.</summary>
public sealed record LossStep(LossKind Loss, string From, string? Gradient, int Count) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names(Gradient ?? From);
}

/// <summary>dz = dp spread over the window, times the activation's derivative; dp of a pooling.</summary>
/// <param name="Value">The values that were pooled.</param>
/// <param name="Pooled">The pooled values (maximum only).</param>
public sealed record PoolGradientStep(
    PoolGradient Kernel, string PooledGradient, string Value, string? Pooled, string To, ActivationFunction Activation) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(PooledGradient, Value, Pooled);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

/// <summary>dx = dy f'(y / scale), the scale being what dropout multiplied y with.</summary>
public sealed record DifferentiateStep(string Gradient, string Value, string To, int Count, ActivationFunction Activation, float Probability)
    : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(Gradient, Value);

    public override IEnumerable<string> Writes => Names(To);
}

/// <param name="Addend">The part of the gradient that comes from other readers of the convolution's input.</param>
/// <param name="Value">The convolution's input, whose activation's derivative is multiplied in.</param>
/// <param name="Probability">Of the dropout between that activation and this layer; 0 without.</param>
public sealed record ConvolutionDataGradientStep(
    ConvolutionDataGradient Kernel, ConvolutionGeometry Geometry, string Gradient, Operand Weight, string? Addend, string To, string? Value, ActivationFunction Activation,
    float Probability)
    : Step(Scope.Tile)
{
    /// <summary>Filters of a block: all of them, where the kernel has no blocks.</summary>
    public int FilterBlock => Kernel.IsBlocked ? CacheBlocks.OfDataGradient(Geometry, Kernel.ColumnTile) : Geometry.Filters;

    public override IEnumerable<string> Reads => Names(Gradient, Addend, Value);

    public override IEnumerable<Operand> Operands => new[] { Weight };

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

/// <summary>The gradient of a convolution's weights, added to the slot; with <paramref name="Pool"/> the rows of dz are made just before, and never leave the cache.</summary>
public sealed record ConvolutionWeightGradientStep(
    ConvolutionWeightGradient Kernel, ConvolutionGeometry Geometry, string Value, string Gradient, int Weight, int? Bias, PoolGradientStep? Pool) : Step(Scope.Tile)
{
    /// <summary>Output rows of one call.</summary>
    public int RowBlock => CacheBlocks.OfWeightGradient(Geometry, Kernel.IsWide);

    public override IEnumerable<string> Reads => Pool is null ? Names(Value, Gradient) : Names(Value).Concat(Pool.Reads);

    public override IEnumerable<string> Writes => Pool is null ? Names() : Pool.Writes;

    public override IEnumerable<int> Accumulates => Indices(Weight, Bias);

    public override IEnumerable<Kernel> Kernels => Pool is null ? new Kernel[] { Kernel } : new Kernel[] { Pool.Kernel, Kernel };
}

/// <param name="Value">The layer's input, whose activation's derivative is multiplied in.</param>
public sealed record ConnectDataGradientStep(
    Scope Scope, FullyConnectedDataGradient Kernel, string Gradient, Operand Weight, string To, int Columns,
    string? Value, ActivationFunction Activation, float Probability) : Step(Scope)
{
    public override IEnumerable<Operand> Operands => new[] { Weight };

    public override IEnumerable<string> Reads => Names(Gradient, Value);

    public override IEnumerable<string> Writes => Names(To);

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

/// <summary>The gradients of a fully connected layer's weights and biases: into the slot, or, in scope rows, straight to the sink.</summary>
/// <param name="Samples">The layer's input, one row a sample.</param>
public sealed record ConnectWeightGradientStep(
    Scope Scope, FullyConnectedWeightGradient Kernel, string Samples, string Gradient, int Weight, int? Bias, int Rows) : Step(Scope)
{
    public override IEnumerable<string> Reads => Names(Samples, Gradient);

    public override IEnumerable<int> Accumulates => Scope == Scope.Pair ? Indices(Weight, Bias) : Indices();

    public override IEnumerable<int> Finishes => Scope == Scope.Rows ? Indices(Weight, Bias) : Indices();

    public override IEnumerable<string> Writes => Names();

    public override IEnumerable<Kernel> Kernels => new[] { Kernel };
}

/// <summary>The slots' gradients of one parameter, added up and handed to the sink.</summary>
public sealed record ReduceStep(int Parameter) : Step(Scope.Parameters)
{
    public override IEnumerable<int> Finishes => Indices(Parameter);

    public override IEnumerable<string> Reads => Names();

    public override IEnumerable<string> Writes => Names();
}

/// <summary>A layer's output into the trace.</summary>
public sealed record RecordStep(int Layer, string From, int Count) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names();
}

/// <summary>The gradient by the inputs, out of the lane layout.</summary>
public sealed record UnpackGradientStep(string From, int Count) : Step(Scope.Tile)
{
    public override IEnumerable<string> Reads => Names(From);

    public override IEnumerable<string> Writes => Names();
}

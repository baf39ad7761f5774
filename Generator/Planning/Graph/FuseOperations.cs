using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The named rules by which an operation joins the one that makes what it reads, if nothing else reads that.</summary>
internal sealed class FuseOperations
{
    private readonly NetworkGraph graph;
    private readonly bool foldsBatchNorm;
    private readonly KernelChoice kernels;
    private readonly List<Operation> fused = new();

    private FuseOperations(NetworkGraph graph, bool foldsBatchNorm, KernelChoice kernels)
    {
        this.graph = graph;
        this.foldsBatchNorm = foldsBatchNorm;
        this.kernels = kernels;
    }

    /// <param name="foldsBatchNorm">Outside training, where a batch norm is a fixed scale and shift.</param>
    public static NetworkGraph Apply(NetworkGraph graph, bool foldsBatchNorm, KernelChoice kernels)
    {
        var pass = new FuseOperations(graph, foldsBatchNorm, kernels);
        foreach (Operation operation in graph.Operations) pass.Add(operation);
        return graph.With(pass.fused);
    }

    private void Add(Operation operation)
    {
        foreach (string input in operation.Inputs)
        {
            int index = fused.FindIndex(producer => producer.Output == input);
            if (index < 0 || !IsReadOnce(input) || Join(fused[index], operation) is not { } joined) continue;

            // A sum takes place where its other summand is there; all else reads nothing new, and stays where its core is.
            fused.RemoveAt(index);
            fused.Insert(joined.Addend is null || operation.Kind != OperationKind.Sum ? index : fused.Count, joined);
            return;
        }

        fused.Add(operation);
    }

    private bool IsReadOnce(string value) => value != graph.Output && graph.ReadersOf(value).Take(2).Count() == 1;

    private Operation? Join(Operation previous, Operation next) =>
        BatchNormFoldsIntoWeights(previous, next)
        ?? SumFollowsImage(previous, next)
        ?? ActivationFollowsSums(previous, next)
        ?? PoolingFollowsConvolution(previous, next)
        ?? DropoutFollowsSums(previous, next);

    /// <summary>Outside training a batch norm is a scale and a shift for each filter, which the weights can carry; behind a flatten it has
    /// one for each position too, which they cannot.</summary>
    private Operation? BatchNormFoldsIntoWeights(Operation previous, Operation next) =>
        foldsBatchNorm && previous.HasWeights && IsBare(previous) && next is { IsBatchNormalisation: true, Core: BatchNormalisation norm }
        && norm.Input.Channels == previous.Core.Output.Channels
            ? previous with { Folded = norm, Output = next.Output }
            : null;

    /// <summary>A residual's sum is taken while the last convolution or batch norm of its body (or else of its shortcut) writes its result.</summary>
    private static Operation? SumFollowsImage(Operation previous, Operation next) =>
        next is { Kind: OperationKind.Sum, Addend: null } && (previous.IsConvolution || previous.IsBatchNormalisation)
        && previous is { Addend: null, Pool: null, Dropout: null } && previous.Activation == ActivationFunction.Identity
            ? previous with { Addend = next.Inputs.First(input => input != previous.Output), Sum = next.Sum, Output = next.Output }
            : null;

    /// <summary>An activation is applied to the results of sums in place, unless its derivative needs its input.</summary>
    private static Operation? ActivationFollowsSums(Operation previous, Operation next) =>
        EndsInSums(previous) && previous.Activation == ActivationFunction.Identity
        && next is { Kind: OperationKind.Layer, Core: Activation activation, Activation.DerivesByInput: false }
            ? previous with { Activation = next.Activation, ActivationLayer = activation, Output = next.Output }
            : null;

    /// <summary>A pooling whose windows lie side by side reads a convolution's rows just after they are made.</summary>
    private Operation? PoolingFollowsConvolution(Operation previous, Operation next) =>
        previous is { IsConvolution: true, Pool: null, Dropout: null, Addend: null }
        && next is { Kind: OperationKind.Layer, Core: Pooling pooling } && PoolingGeometry.Of(pooling).IsTiling
        && kernels.CanWriteOut((Convolution)previous.Core)
            ? previous with { Pool = pooling, Output = next.Output }
            : null;

    /// <summary>A dropout zeroes the results of sums in place.</summary>
    private static Operation? DropoutFollowsSums(Operation previous, Operation next) =>
        EndsInSums(previous) && next is { Kind: OperationKind.Layer, Core: Dropout dropout }
            ? previous with { Dropout = dropout, DropoutOrdinal = next.DropoutOrdinal, Output = next.Output }
            : null;

    private static bool EndsInSums(Operation operation) =>
        (operation.HasWeights || operation.IsBatchNormalisation || operation.Kind == OperationKind.Sum)
        && operation is { Pool: null, Dropout: null };

    private static bool IsBare(Operation operation) =>
        operation is { Folded: null, Addend: null, Pool: null, Dropout: null } && operation.Activation == ActivationFunction.Identity;
}

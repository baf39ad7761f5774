using System.Collections.Generic;
using System.Linq;

namespace NetArch.Dsl.Model;

/// <summary>How a residual's shortcut was written; what it came to is in <see cref="Residual.Shortcut"/>.</summary>
public enum ShortcutKind
{
    /// <summary>x itself: also what <c>pad</c> and <c>project</c> come to where the shapes are equal.</summary>
    Identity,

    /// <summary>x subsampled by a stride and its channels padded with zeros; no layers, no parameters.</summary>
    Pad,

    /// <summary>Layers of its own, in <see cref="Residual.Shortcut"/> (<c>project</c> is a convolution and a batch norm).</summary>
    Layers,
}

/// <summary>body(x) + shortcut(x) (He et al. 2015).</summary>
/// <param name="Shortcut">The shortcut's layers; empty for <see cref="ShortcutKind.Identity"/> and <see cref="ShortcutKind.Pad"/>.</param>
/// <param name="ShortcutStride">The subsampling step of <see cref="ShortcutKind.Pad"/>; 1x1 elsewhere.</param>
public sealed record Residual(
    string Name, Shape Input, Shape Output, bool Frozen,
    EquatableArray<Layer> Body, ShortcutKind Kind, EquatableArray<Layer> Shortcut, Extent ShortcutStride)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.Sum(Body.Concat(Shortcut));
}

/// <summary>The branches' outputs, joined by channel.</summary>
public sealed record Concatenation(
    string Name, Shape Input, Shape Output, bool Frozen, EquatableArray<EquatableArray<Layer>> Branches)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.Sum(Branches.SelectMany(branch => branch));
}

/// <summary>A block's use: its layers in a row, under one name.</summary>
/// <param name="Name">The name that prefixes its layers': <c>Basic3</c>.</param>
public sealed record BlockUse(string Name, string Block, Shape Input, Shape Output, bool Frozen, EquatableArray<Layer> Layers)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.Sum(Layers);
}

/// <summary>Walks the tree of layers in the order of the text.</summary>
public static class LayerTree
{
    /// <summary>Every layer that computes something by itself: residuals, concatenations and blocks are entered, not returned.</summary>
    public static IEnumerable<Layer> Leaves(this IEnumerable<Layer> layers) => layers.SelectMany(layer => layer switch
    {
        Residual residual => residual.Body.Concat(residual.Shortcut).Leaves(),
        Concatenation concatenation => concatenation.Branches.SelectMany(branch => branch.Leaves()),
        BlockUse block => block.Layers.Leaves(),
        _ => new[] { layer },
    });
}

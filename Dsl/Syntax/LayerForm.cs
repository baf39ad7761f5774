using System.Collections.Generic;
using System.Linq;

namespace NetArch.Dsl.Syntax;

/// <summary>What kind of value stands somewhere.</summary>
internal enum ValueKind
{
    /// <summary>Nothing follows the word: it stands or it does not.</summary>
    Flag,

    /// <summary>A whole number or an expression.</summary>
    Whole,

    /// <summary>A number with a point or an exponent, or an expression.</summary>
    Real,

    /// <summary>A pair such as <c>3x5</c>.</summary>
    Extent,

    /// <summary>A pair, or one number for both.</summary>
    ExtentOrWhole,

    /// <summary>A pair, or the word <c>global</c>.</summary>
    ExtentOrGlobal,
}

internal sealed record OptionForm(string Name, ValueKind Kind);

/// <summary>How a layer is written: the table of the language's layers.</summary>
internal sealed record LayerForm(string Keyword, string? Operands, string Example, IReadOnlyList<(string Name, ValueKind Kind)> OperandKinds, IReadOnlyList<OptionForm> Options)
{
    public static readonly IReadOnlyList<LayerForm> All =
    [
        Layer("conv", "conv 16 3x3", [("FILTERS", ValueKind.Whole), ("KxK", ValueKind.Extent)],
            new("stride", ValueKind.ExtentOrWhole), new("pad", ValueKind.ExtentOrWhole), new("dilation", ValueKind.ExtentOrWhole),
            new("groups", ValueKind.Whole), new("nobias", ValueKind.Flag), new("floor", ValueKind.Flag)),
        Pool("maxpool"),
        Pool("avgpool"),
        Layer("fc", "fc 10", [("UNITS", ValueKind.Whole)], new OptionForm("nobias", ValueKind.Flag)),
        Layer("batchnorm", "batchnorm", [], new("momentum", ValueKind.Real), new("eps", ValueKind.Real)),
        Layer("lrn", "lrn size 5", [], new("size", ValueKind.Whole), new("alpha", ValueKind.Real), new("beta", ValueKind.Real), new("k", ValueKind.Real)),
        Layer("dropout", "dropout 0.5", [("P", ValueKind.Real)], new OptionForm("channels", ValueKind.Flag)),
        Layer("relu", "relu", []),
        Layer("relu6", "relu6", []),
        Layer("leakyrelu", "leakyrelu slope 0.01", [], new OptionForm("slope", ValueKind.Real)),
        Layer("elu", "elu alpha 1", [], new OptionForm("alpha", ValueKind.Real)),
        Layer("sigmoid", "sigmoid", []),
        Layer("tanh", "tanh", []),
        Layer("swish", "swish", []),
        Layer("maxout", "maxout 2", [("PIECES", ValueKind.Whole)]),
        Layer("negate", "negate", []),
        Layer("complement", "complement", []),
        Layer("flatten", "flatten", []),
        Layer("softmax", "softmax", []),
    ];

    private static readonly Dictionary<string, LayerForm> ByKeyword = All.ToDictionary(form => form.Keyword);

    /// <summary>How the layer is written, as a reminder: <c>conv FILTERS KxK, as in 'conv 16 3x3'</c>.</summary>
    public string Reminder => Operands is null ? $"as in '{Example}'" : $"{Keyword} {Operands}, as in '{Example}'";

    public static LayerForm? Find(string keyword) => ByKeyword.TryGetValue(keyword, out LayerForm? form) ? form : null;

    public OptionForm? FindOption(string name) => Options.FirstOrDefault(option => option.Name == name);

    private static LayerForm Layer(string keyword, string example, (string Name, ValueKind Kind)[] operands, params OptionForm[] options) =>
        new(keyword, operands.Length == 0 ? null : string.Join(" ", operands.Select(operand => operand.Name)), example, operands, options);

    private static LayerForm Pool(string keyword) => Layer(
        keyword, keyword + " 2x2", [("KxK or global", ValueKind.ExtentOrGlobal)],
        new("stride", ValueKind.ExtentOrWhole), new("pad", ValueKind.ExtentOrWhole), new("floor", ValueKind.Flag), new("ceil", ValueKind.Flag));
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Execution;

/// <summary>Random networks over the whole language, each of which passes its checks.</summary>
/// <remarks>Statements are drawn for the shape that comes in; what does not fit all the same is left out.</remarks>
internal static class RandomText
{
    private const int MostStatements = 7;
    private const int Nesting = 2;

    private static readonly Shape[] Inputs =
    [
        Shape.Image(1, 6, 6), Shape.Image(3, 7, 7), Shape.Image(4, 6, 6), Shape.Image(2, 5, 9), Shape.Image(6, 8, 8), Shape.Image(4, 1, 8),
        Shape.Image(5, 1, 1), Shape.Vector(12), Shape.Vector(1), Shape.Vector(30),
    ];

    private static readonly string[] Activations =
        ["relu", "relu6", "leakyrelu", "leakyrelu slope 0.3", "elu", "elu alpha 0.7", "sigmoid", "tanh", "swish", "negate", "complement"];

    /// <summary>The statements of a network, its input before them.</summary>
    public static Gen<string> Network { get; } =
        from input in Gen.Elements(Inputs)
        from count in Gen.Choose(1, MostStatements)
        from body in Row(input, count, Nesting)
        from end in Gen.Elements("fc 3\nsoftmax", "fc 3\nsoftmax", "softmax", "sigmoid", "fc 4\nbatchnorm\nsigmoid", "relu", "")
        let whole = body.Then(end)
        select $"input {input}\n{(whole.Text.Length > 0 ? whole : whole.Then("tanh")).Text}";

    private static Gen<Statements> Row(Shape input, int count, int depth) => Row(Statements.None(input), count, shape => Any(shape, depth));

    /// <summary>A row of statements that leave the shape as it is.</summary>
    private static Gen<Statements> Keeping(Shape input, int depth) =>
        from count in Gen.Choose(0, 3)
        from row in Row(Statements.None(input), count, shape => Keeps(shape, depth))
        select row;

    private static Gen<Statements> Row(Statements row, int count, Func<Shape, Gen<string>> statement) => count == 0
        ? Gen.Constant(row)
        : from next in statement(row.Output)
          from whole in Row(row.Then(next), count - 1, statement)
          select whole;

    private static Gen<string> Any(Shape shape, int depth) => shape.IsVector
        ? Gen.Frequency((4, Connected), (5, Keeps(shape, depth)), (1, Pieces(shape)), (depth > 0 ? 2 : 0, Concat(shape, depth - 1)), (1, Gen.Constant("Through(8)")))
        : Gen.Frequency(
            (5, Convolution(shape)), (3, Pooling), (6, Keeps(shape, depth)), (1, Pieces(shape)), (1, Gen.Elements("fc 12", "flatten", "fc 7")),
            (depth > 0 ? 3 : 0, Concat(shape, depth - 1)), (depth > 0 ? 3 : 0, Grown(shape, depth - 1)),
            (2, Gen.Elements($"Same({shape.Channels})", $"Grow({shape.Channels + 2})", $"Grow({shape.Channels}, step: 2)", "Mix(2)", "Mix(3, more: 2)")));

    private static Gen<string> Keeps(Shape shape, int depth) => Gen.Frequency(
        (4, Gen.Elements(Activations)), (2, Normalisation(shape)), (2, Dropped), (3, Weighted(shape)),
        (depth > 0 ? 3 : 0, Residual(shape, depth - 1)), (1, Repeated(shape)));

    private static Gen<string> Weighted(Shape shape) => shape.IsVector
        ? Gen.Elements($"fc {shape.Channels}", $"fc {shape.Channels} nobias", $"fc {shape.Channels} frozen")
        : Gen.Elements(
            $"conv {shape.Channels} 3x3 pad 1", $"conv {shape.Channels} 1x1 nobias", $"conv {shape.Channels} 3x3 pad 1 groups {shape.Channels}",
            $"conv {shape.Channels} 3x1 pad 1x0 frozen", $"conv {shape.Channels} 3x3 pad 2 dilation 2", "maxpool 3x3 stride 1 pad 1", "avgpool 3x3 stride 1 pad 1");

    private static Gen<string> Convolution(Shape shape) =>
        from filters in Gen.Elements(1, 2, 3, 4, 6, 8)
        from kernel in Gen.Elements("1x1", "3x3", "2x2", "2x3", "5x5", "1x4", "3x1")
        from stride in Gen.Elements("", "", "", " stride 2", " stride 3x1", " stride 4")
        from pad in Gen.Elements("", " pad 1", " pad 2", " pad 0x1")
        from dilation in Gen.Elements("", "", "", " dilation 2", " dilation 1x3")
        from groups in Gen.Elements("", "", $" groups {shape.Channels}", " groups 2")
        from rest in Gen.Elements("", "", " nobias", " frozen")
        select $"conv {filters} {kernel}{stride}{pad}{dilation}{groups}{rest} floor";

    private static Gen<string> Pooling { get; } =
        from kind in Gen.Elements("maxpool", "avgpool")
        from window in Gen.Elements("2x2", "3x3", "3x2", "2x2 stride 1", "3x3 stride 2", "1x2", "2x2 stride 3")
        from pad in Gen.Elements("", "", " pad 1")
        from rounding in Gen.Elements(" floor", " ceil")
        from text in Gen.Frequency((6, Gen.Constant($"{kind} {window}{pad}{rounding}")), (1, Gen.Constant(kind + " global")))
        select text;

    private static Gen<string> Connected { get; } =
        from units in Gen.Elements(1, 3, 8, 12, 12, 20)
        from rest in Gen.Elements("", "", " nobias", " frozen")
        select string.Create(CultureInfo.InvariantCulture, $"fc {units}{rest}");

    private static Gen<string> Normalisation(Shape shape) => Gen.Elements(
        "batchnorm", "batchnorm", "batchnorm momentum 0.3 eps 0.001", "batchnorm frozen",
        shape.IsVector ? "batchnorm" : "lrn size 3 alpha 0.5 beta 0.75 k 1", shape.IsVector ? "batchnorm" : "lrn size 4 alpha 0.2 beta 0.6 k 2");

    private static Gen<string> Dropped { get; } = Gen.Elements("dropout 0.2", "dropout 0.5", "dropout 0.3 channels");

    private static Gen<string> Pieces(Shape shape) =>
        Gen.Elements<string>([.. Enumerable.Range(1, 6).Where(pieces => shape.Channels % pieces == 0).Select(pieces => $"maxout {pieces}")]);

    private static Gen<string> Repeated(Shape shape) => shape.IsVector
        ? Gen.Constant($"repeat 2 {{ fc {shape.Channels}; tanh }}")
        : Gen.Constant($"repeat 2 {{ conv {shape.Channels} 1x1; relu }}");

    private static Gen<string> Residual(Shape shape, int depth) =>
        from body in Keeping(shape, depth)
        from shortcut in Keeping(shape, depth)
        from form in Gen.Elements("", "", " shortcut identity", " shortcut { " + OnOneLine(shortcut) + " }")
        select $"residual {{ {OnOneLine(body)} }}{form}";

    /// <summary>A residual with another shape behind it.</summary>
    private static Gen<string> Grown(Shape shape, int depth) =>
        from first in Gen.Elements(
            $"conv {shape.Channels + 2} 3x3 stride 2 pad 1 floor", $"conv {shape.Channels + 1} 1x1", $"conv {2 * shape.Channels} 3x3 pad 1 nobias",
            $"maxpool 3x3 stride 2 pad 1 floor")
        let begun = Statements.None(shape).Then(first)
        from rest in Keeping(begun.Output, depth)
        from shortcut in Gen.Elements("pad", "project", $"{{ {first}; tanh }}")
        select $"residual {{ {OnOneLine(begun)}; {OnOneLine(rest)} }} shortcut {shortcut}";

    private static Gen<string> Concat(Shape shape, int depth) =>
        from branches in Gen.ListOf(Branch(shape, depth), 2)
        from more in Gen.Elements("", "branch { }", "branch { relu }")
        select $"concat {{ {string.Join(' ', branches)} {more} }}";

    private static Gen<string> Branch(Shape shape, int depth) =>
        from row in Keeping(shape, depth)
        from last in shape.IsVector ? Gen.Elements("fc 3", "") : Gen.Elements("conv 3 1x1", "conv 2 3x3 pad 1; relu", "")
        select $"branch {{ {OnOneLine(row.Then(last))} }}";

    private static string OnOneLine(Statements row) => row.Text.TrimEnd('\n').Replace("\n", "; ", StringComparison.Ordinal);
}

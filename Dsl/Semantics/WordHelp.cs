using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Checking;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>A sentence about each word of the language.</summary>
internal static class WordHelp
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["conv"] = "A convolution: every filter slides a window over the image and gives one channel.",
        ["maxpool"] = "The largest value of each window, channel by channel.",
        ["avgpool"] = "The mean of each window, channel by channel; padding counts.",
        ["fc"] = "A fully connected layer; an image that comes in is flattened.",
        ["batchnorm"] = "Batch normalisation: each channel by the mean and variance of the batch, then a trained scale and shift.",
        ["lrn"] = "Local response normalisation over neighbouring channels.",
        ["dropout"] = "Zeroes values at random in training; does nothing otherwise.",
        ["relu"] = "max(0, x)",
        ["relu6"] = "min(max(0, x), 6)",
        ["leakyrelu"] = "x where it is positive, slope * x elsewhere.",
        ["elu"] = "x where it is positive, alpha * (exp(x) - 1) elsewhere.",
        ["sigmoid"] = "1 / (1 + exp(-x)). As the last layer its loss is the binary cross-entropy.",
        ["tanh"] = "The hyperbolic tangent.",
        ["swish"] = "x / (1 + exp(-x))",
        ["maxout"] = "The largest of every so many neighbouring channels.",
        ["negate"] = "-x",
        ["complement"] = "1 - x",
        ["flatten"] = "An image as a vector, channel first.",
        ["softmax"] = "Probabilities of classes; only ever the last layer, its loss is the cross-entropy.",
        ["residual"] = "The sum of what its body gives and of its shortcut.",
        ["concat"] = "The outputs of its branches, joined by channel.",
        ["branch"] = "One way through a concat.",
        ["repeat"] = "The statements in its braces, so many times.",
        ["network"] = "A network: an input, and statements one after the other.",
        ["block"] = "Statements under a name, with parameters; visible in every file of the project.",
        ["namespace"] = "The C# namespace of the file's networks.",
        ["input"] = "The shape of one sample: channels x height x width, or the length of a vector.",
        ["expect"] = "Claims about the whole network.",
        ["shortcut"] = "What a residual adds to its body: identity, pad, project, or layers in braces.",
        ["identity"] = "The residual's input itself; needs equal shapes.",
        ["project"] = "A 1x1 convolution without bias and a batch norm, where the shapes differ.",
        ["stride"] = "Positions between two windows.",
        ["pad"] = "Zeros added on each side; as a shortcut: subsampled, its new channels zero.",
        ["dilation"] = "Positions between two taps of a window.",
        ["groups"] = "So many parts of the channels that do not see each other.",
        ["nobias"] = "Without biases.",
        ["floor"] = "A window that does not fit whole is dropped.",
        ["ceil"] = "A window that does not fit whole is cut short and kept.",
        ["global"] = "One window, as large as the image.",
        ["momentum"] = "How much of the running statistics each batch replaces.",
        ["eps"] = "Added to the variance.",
        ["size"] = "Neighbouring channels in the sum.",
        ["alpha"] = "The factor of the sum, or of elu's negative side.",
        ["beta"] = "The exponent.",
        ["k"] = "Added to the sum.",
        ["channels"] = "Whole channels are dropped.",
        ["slope"] = "The factor of the negative side.",
        ["frozen"] = "Its parameters are not trained.",
        ["params"] = "All parameters, running statistics included.",
        ["trainable"] = "Parameters that training changes.",
        ["weights"] = "Weights of convolutions and fully connected layers.",
        ["biases"] = "Biases of convolutions and fully connected layers.",
        ["running"] = "Running means and variances of batch normalisation.",
        ["macs"] = "Multiply-accumulates of one sample, forward.",
        ["activations"] = "Memory of layer outputs in a training step.",
        ["training"] = "Memory of a training step with Adam.",
        ["batch"] = "How many samples the claim about memory is for.",
    };

    public static IEnumerable<string> Known => Sentences.Keys;

    public static string Of(string word) => Sentences.TryGetValue(word, out string? sentence) ? sentence : string.Empty;

    /// <summary><c>conv FILTERS KxK [stride] [pad] ...</c>.</summary>
    public static string Form(LayerForm form) =>
        string.Join(" ", new[] { form.Keyword, form.Operands }.Where(part => part is not null).Concat(form.Options.Select(option => $"[{option.Name}]")));

    /// <summary><c>Basic(channels, step = 1)</c>.</summary>
    public static string Signature(BlockSyntax block) => $"{block.Name.Text}({string.Join(", ", block.Parameters.Select(Parameter))})";

    private static string Parameter(ParameterSyntax parameter) =>
        parameter.Default is NumberExpression number ? $"{parameter.Name.Text} = {number.Digits}"
        : parameter.Default is not null ? parameter.Name.Text + " = ..."
        : parameter.Name.Text;
}

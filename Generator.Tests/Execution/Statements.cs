using NetArch.Dsl.Model;
using NetArch.Generator.Tests.Planning;

namespace NetArch.Generator.Tests.Execution;

/// <summary>Statements in a row that pass the language's checks, and what comes out of them.</summary>
internal sealed record Statements(Shape Input, Shape Output, string Text)
{
    /// <summary>Values between two layers: a network stays small enough to be differentiated by differences.</summary>
    private const int MostValues = 700;

    /// <summary>Blocks that random networks use.</summary>
    public const string Blocks = """
        block Same(channels) {
            residual {
                conv channels 3x3 pad 1 nobias
                batchnorm
                relu
                conv channels 3x3 pad 1 nobias
                batchnorm
            }
            relu
        }

        block Grow(channels, step = 1) {
            residual {
                conv channels 3x3 stride step pad 1 nobias floor
                batchnorm
                leakyrelu
            } shortcut pad
        }

        block Mix(width, more = 1) {
            concat {
                branch { conv width + more 1x1; swish }
                branch { maxpool 3x3 stride 1 pad 1 }
            }
            dropout 0.2
        }

        block Through(units) {
            Inner: fc units
            tanh
            residual { fc units } shortcut { dropout 0.3; fc units nobias }
        }
        """;

    public static Statements None(Shape shape) => new(shape, shape, "");

    /// <summary>The row with one more statement, or as it was if that does not fit here.</summary>
    public Statements Then(string statement)
    {
        if (statement.Length == 0) return this;
        string blocks = statement.Contains('(', StringComparison.Ordinal) ? Blocks : "";
        var file = Plans.Compile($"{blocks}\nnetwork Net {{ input {Output}\n{statement}\n}}\n");
        if (file.Diagnostics.Count > 0 || file.Networks.Single().Network.Output is not { Count: <= MostValues } output) return this;
        return this with { Output = output, Text = $"{Text}{statement}\n" };
    }
}

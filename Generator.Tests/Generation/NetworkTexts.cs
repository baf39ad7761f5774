namespace NetArch.Generator.Tests.Generation;

/// <summary>Small networks for tests of the pipeline.</summary>
public static class NetworkTexts
{
    public const string Tiny =
        """
        network Tiny {
            input 4
            hidden: fc 8
            fc 3
            softmax
        }
        """;

    public const string Other =
        """
        network Other {
            input 6
            fc 2
            softmax
        }
        """;
}

using System.Text;

namespace NetArch.Testing;

/// <summary>Everything that the compiler makes of some <c>.net.arch</c> texts.</summary>
/// <param name="Networks">The networks without errors, by their full names.</param>
/// <param name="Findings">Errors, warnings and answers, file by file in the order of the text.</param>
/// <param name="Sources">The generated C#, by name: the class of a network, its program, and its kernels where no other network has them.</param>
public sealed record CompilerOutput(
    IReadOnlyList<CompiledNetwork> Networks, IReadOnlyList<Finding> Findings, IReadOnlyList<GeneratedSource> Sources)
{
    /// <summary>Whether a build would fail.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>The only network of the texts.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one; the message has the findings.</exception>
    public CompiledNetwork Network => Networks.Count == 1
        ? Networks[0]
        : throw new InvalidOperationException($"{Networks.Count} networks were compiled, not one.\n{string.Join('\n', Findings)}".TrimEnd());

    /// <summary>The generated file of that name, as <c>LeNet.g.cs</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message has the names that there are.</exception>
    public GeneratedSource Source(string name) => Sources.FirstOrDefault(source => source.Name == name)
        ?? throw new InvalidOperationException($"No {name} was generated, but {string.Join(", ", Sources.Select(source => source.Name))}.");

    /// <summary>Findings, then summary and plan of every network, as one text whose lines end in \n. The sources are left out for their length.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Finding finding in Findings) text.Append(finding).Append('\n');
        foreach (CompiledNetwork network in Networks)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(network.Summary).Append("\n\n").Append(network.Plan);
        }

        return text.ToString();
    }
}

/// <summary>A network without errors.</summary>
/// <param name="Name">With its namespace.</param>
/// <param name="Summary">The table that the network's <c>Summary</c> is at run time: layer, output shape, parameters, multiply-accumulates.</param>
/// <param name="Plan">What runs, stage by stage: the kernels chosen, what is fused, the memory of a tile.</param>
public sealed record CompiledNetwork(string Name, string Summary, string Plan);

/// <summary>A generated C# file.</summary>
/// <param name="Name">As a build writes it with <c>EmitCompilerGeneratedFiles</c>.</param>
/// <param name="Text">Lines end in \n.</param>
public sealed record GeneratedSource(string Name, string Text);

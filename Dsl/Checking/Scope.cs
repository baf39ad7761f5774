using System.Collections.Generic;

namespace NetArch.Dsl.Checking;

/// <summary>Where statements are expanded: whose text it is, what its parameters are, and what its layers' names begin with.</summary>
/// <param name="Path">The file the statements stand in.</param>
/// <param name="Values">The block's parameters; null for one whose argument failed and was reported.</param>
/// <param name="Use">The full name of the block's use, or null in the network itself.</param>
/// <param name="Frozen">Something around it is marked <c>frozen</c>.</param>
/// <param name="Repeated">Inside <c>repeat</c>, where labels are reported and not used.</param>
/// <param name="Depth">Blocks and braces around it.</param>
internal sealed record Scope(
    string Path, IReadOnlyDictionary<string, long?> Values, string? Use, NameScope Names, bool Frozen = false, bool Repeated = false, int Depth = 0)
{
    public static readonly IReadOnlyDictionary<string, long?> NoValues = new Dictionary<string, long?>();

    public Scope Deeper => this with { Depth = Depth + 1 };
}

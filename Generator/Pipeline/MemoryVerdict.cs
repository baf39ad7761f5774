using System;
using System.Globalization;
using NetArch.Dsl;
using NetArch.Generator.Emit;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <summary>Judges what a file says about memory by the plan.</summary>
internal static class MemoryVerdict
{
    private const double Mebibyte = 1 << 20;

    /// <summary>Null where the claim holds.</summary>
    public static ArchDiagnostic? Of(string path, NetworkPlan plan, MemoryClaim claim)
    {
        (string what, long bytes) = claim.Kind switch
        {
            MemoryKind.Activations => ("activations", plan.ActivationBytes(claim.Batch)),
            MemoryKind.Training => ("training memory", plan.TrainingBytes(claim.Batch)),
            _ => throw new ArgumentOutOfRangeException(nameof(claim), claim.Kind, "memory that no plan knows"),
        };
        string name = plan.Network.Name, batch = Literals.Grouped(claim.Batch);
        if (claim.IsQuestion)
            return DiagnosticDefinitions.MemoryAnswer.At(path, claim.Span, name, Size(bytes), what, batch);
        if (claim.Comparison.Holds(bytes, claim.Bytes)) return null;
        return DiagnosticDefinitions.MemoryClaimFails.At(
            path, claim.Span, name, Size(bytes), what, batch, claim.Comparison.Prefix + Size(claim.Bytes));
    }

    // Exact, because a claim is; and in the unit that people think in.
    private static string Size(long bytes) =>
        (bytes / Mebibyte).ToString("0.##", CultureInfo.InvariantCulture) + " MiB (" + Literals.Grouped(bytes) + " bytes)";
}

using System;
using System.Globalization;
using NetArch.Dsl;
using NetArch.Dsl.Model;
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
            return DiagnosticDefinitions.MemoryAnswer.At(path, claim.Span, name, Size(bytes), what, batch) with { Remedies = Write(claim, bytes) };
        if (claim.Comparison.Holds(bytes, claim.Bytes)) return null;
        return DiagnosticDefinitions.MemoryClaimFails.At(
            path, claim.Span, name, Size(bytes), what, batch, claim.Comparison.Prefix + Size(claim.Bytes)) with { Remedies = Write(claim, bytes) };
    }

    /// <summary>The claim that holds: a bound in whole MiB, anything else to the byte.</summary>
    private static EquatableArray<Remedy> Write(MemoryClaim claim, long bytes)
    {
        const long Whole = (long)Mebibyte;
        long up = (bytes + Whole - 1) / Whole, down = bytes / Whole;
        string text = claim.Comparison.Sign switch
        {
            "<=" => Written(up) + " MiB",
            "<" => Written(down + 1) + " MiB",
            ">=" => Written(down) + " MiB",
            ">" when up > 0 => Written(up - 1) + " MiB",
            _ => up == down ? Written(up) + " MiB" : Written(bytes),
        };
        return new EquatableArray<Remedy>([new Remedy("Write " + text, claim.Span, text)]);
    }

    private static string Written(long number) => Literals.Grouped(number).Replace(',', '_');

    // Exact, because a claim is; and in the unit that people think in.
    private static string Size(long bytes) =>
        (bytes / Mebibyte).ToString("0.##", CultureInfo.InvariantCulture) + " MiB (" + Literals.Grouped(bytes) + " bytes)";
}

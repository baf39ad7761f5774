using System.Globalization;

namespace NetArch.Testing;

/// <summary>How grave a finding is, as long as no <c>.globalconfig</c> says otherwise.</summary>
public enum FindingSeverity
{
    /// <summary>For information.</summary>
    Info,

    /// <summary>The build goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}

/// <summary>What the compiler has to say about a place in a file.</summary>
/// <param name="Id">As <c>ARCH3002</c>.</param>
/// <param name="File">The file's name without its folder; empty for what concerns no file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Flagged">The text that the finding is about.</param>
public sealed record Finding(string Id, FindingSeverity Severity, string File, int Line, int Column, string Flagged, string Message)
{
    /// <summary>As a build prints it, without the folder.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{File}({Line},{Column}): {Severity.ToString().ToLowerInvariant()} {Id}: {Message}");
}

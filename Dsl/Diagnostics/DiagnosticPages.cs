namespace NetArch.Dsl;

/// <summary>Where each finding is explained.</summary>
public static class DiagnosticPages
{
    /// <summary>The folder of the pages: the one place that knows the repository's address.</summary>
    public const string Folder = "https://github.com/netarch/netarch/blob/main/docs/diagnostics/";

    public static string Of(DiagnosticDefinition definition) => Folder + definition.Id + ".md";
}

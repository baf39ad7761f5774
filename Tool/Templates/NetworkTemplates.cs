using NetArch.Dsl;

namespace NetArch.Tool.Templates;

/// <summary>The networks that <c>new</c> begins with: files of this folder, whose network is called <c>Template</c>.</summary>
internal static class NetworkTemplates
{
    public const string Usual = "lenet";

    private const string Folder = "Templates/", Ending = ".net.arch", Placeholder = "Template";

    public static IReadOnlyList<string> Names =>
    [
        .. typeof(NetworkTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a template, its network called <paramref name="network"/>.</summary>
    /// <exception cref="UsageException">No network can be called so, or there is no such template.</exception>
    public static string Text(string template, string network)
    {
        if (!Names.Contains(template))
            throw new UsageException($"there is no template {template}{Suggestion.For(template, Names)}; there is {string.Join(", ", Names)}");
        using Stream stream = typeof(NetworkTemplates).Assembly.GetManifestResourceStream(Folder + template + Ending)!;
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd().Replace(Placeholder, network, StringComparison.Ordinal);
        return Mistake(network) is { } mistake ? throw new UsageException($"{network}: {mistake}") : text;
    }

    // The checker knows which names a network may have, and says why not.
    private static string? Mistake(string network)
    {
        string smallest = $"network {network} {{ input 1; fc 1 }}";
        CheckedFile file = ArchCompilation.Compile(network, smallest);
        return file.Diagnostics.FirstOrDefault(finding => finding.IsError)?.Message;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Pipeline;

/// <summary>What the project's build properties say.</summary>
/// <param name="RootNamespace">Empty where the project has none.</param>
/// <param name="Directory">The project's folder, or empty where the build does not say.</param>
internal sealed record ProjectOptions(string RootNamespace, string Directory)
{
    /// <summary>Gives every network of a file its namespace: the one the file states, or that of its place in the project.</summary>
    public static CheckedFile NameNetworks((CheckedFile File, ProjectOptions Project) input, CancellationToken cancellation)
    {
        (CheckedFile file, ProjectOptions project) = input;
        CheckedNetwork Named(CheckedNetwork network) => network with
        {
            Network = network.Network with { Namespace = network.Network.Namespace ?? project.NamespaceOf(file.Path) },
        };
        return file with
        {
            Networks = file.Networks.Select(Named).ToEquatableArray(),
            Sketches = file.Sketches.Select(sketch => sketch with { Namespace = sketch.Namespace ?? project.NamespaceOf(file.Path) }).ToEquatableArray(),
        };
    }

    /// <summary>The namespace of a file that does not state one: the project's own, and its folders below the project, as for C#.</summary>
    public string NamespaceOf(string path)
    {
        string[] folders = FoldersOf(path);
        string[] parts = RootNamespace.Split('.').Concat(folders).Where(part => part.Length > 0).Select(AsIdentifier).ToArray();
        return string.Join(".", parts);
    }

    // A file outside of the project, which it links to, has the project's own namespace.
    private string[] FoldersOf(string path)
    {
        string file = Normalised(path);
        string root = Normalised(Directory).TrimEnd('/') + "/";
        if (root.Length == 1 || !file.StartsWith(root, StringComparison.OrdinalIgnoreCase)) return [];
        string[] parts = file.Substring(root.Length).Split('/');
        return parts.Take(parts.Length - 1).ToArray();
    }

    /// <summary>With slashes, and without <c>..</c>: a linked file comes as the project wrote it, <c>/project/../other/Net.net.arch</c>.</summary>
    private static string Normalised(string path)
    {
        var segments = new List<string>();
        foreach (string segment in path.Replace('\\', '/').Split('/'))
        {
            if (segment == ".." && segments.Count > 1) segments.RemoveAt(segments.Count - 1);
            else if (segment != ".") segments.Add(segment);
        }

        return string.Join("/", segments);
    }

    // Folders may be called what no namespace can: 2nd-try is _2nd_try.
    private static string AsIdentifier(string part)
    {
        var characters = part.Select(character => char.IsLetterOrDigit(character) ? character : '_');
        string identifier = string.Concat(characters);
        return char.IsDigit(identifier[0]) ? "_" + identifier : identifier;
    }
}

using NetArch.Dsl;
using NetArch.Dsl.Semantics;

namespace NetArch.Generator.Tests.Semantics;

/// <summary>A text with a cursor in it, written as <c>|</c>, among other files.</summary>
internal sealed class Cursor
{
    public const string Path = "Net.net.arch";

    private Cursor(ArchProject project, int offset)
    {
        Project = project;
        Offset = offset;
        Model = SemanticModel.Of(project, Path);
    }

    public ArchProject Project { get; }

    public SemanticModel Model { get; }

    public int Offset { get; }

    public string Text => Project.Find(Path)!.Text;

    public static Cursor In(string text, params (string Path, string Text)[] others)
    {
        int offset = text.IndexOf('|', StringComparison.Ordinal);
        return new Cursor(ArchProject.Check([(Path, text.Remove(offset, 1)), .. others]), offset);
    }

    /// <summary>A place as a person would point at it: the file, the line, the words.</summary>
    public string Show(Location location)
    {
        string text = Project.Find(location.Path)!.Text;
        string words = text.Substring(location.Span.Start, location.Span.Length);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{location.Path}({location.Span.StartLine + 1},{location.Span.StartColumn + 1}): {words}");
    }
}

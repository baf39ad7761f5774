using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Fixes;

/// <summary>A text in place of another.</summary>
/// <param name="Span">What is replaced; empty where text is added.</param>
public sealed record TextEdit(string Path, SourceSpan Span, string NewText);

/// <summary>Edits that belong together, in one file or several.</summary>
/// <param name="Title">As a menu says it: <c>Write 10_080</c>.</param>
public sealed record Fix(string Title, EquatableArray<TextEdit> Edits);

/// <summary>Edits to texts.</summary>
public static class TextEdits
{
    /// <summary>A file's text with the edits of that file in it.</summary>
    /// <exception cref="ArgumentException">Two edits overlap.</exception>
    public static string Apply(string path, string text, IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder();
        int position = 0;
        foreach (TextEdit edit in edits.Where(edit => edit.Path == path).OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.Length))
        {
            if (edit.Span.Start < position) throw new ArgumentException("Two edits overlap.", nameof(edits));
            result.Append(text, position, edit.Span.Start - position).Append(edit.NewText);
            position = edit.Span.End;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Whether no two edits of the same file touch the same characters.</summary>
    public static bool AreApart(IEnumerable<TextEdit> edits) => edits.GroupBy(edit => edit.Path).All(file =>
    {
        TextEdit[] ordered = file.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.Length).ToArray();
        return ordered.Zip(ordered.Skip(1), (first, second) => first.Span.End <= second.Span.Start && (first.Span.Start < second.Span.Start || first.Span.Length > 0)).All(apart => apart);
    });

    /// <summary>The project with the edits in its files.</summary>
    public static ArchProject Apply(ArchProject project, IEnumerable<TextEdit> edits)
    {
        foreach (IGrouping<string, TextEdit> file in edits.GroupBy(edit => edit.Path).ToArray())
        {
            if (project.Find(file.Key) is { } found) project = project.With(file.Key, Apply(file.Key, found.Text, file));
        }

        return project;
    }
}

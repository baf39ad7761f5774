using System.Linq;
using NetArch.Dsl.Checking;
using NetArch.Dsl.Formatting;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Semantics.Completions;

/// <summary>What a claim that is being written should say: the file is checked without the claim.</summary>
internal static class TrueValue
{
    public static string? At(ArchProject project, ProjectFile file, CursorContext context)
    {
        OpenStatement statement = context.Statement;
        if (statement.Words.Count == 0 || statement.FirstWord == Words.Expect) return null;
        LayoutToken word = statement.Words[statement.Words.Count - 1];
        string content = file.Text;
        int end = context.Partial.End;
        while (end < content.Length && !ArchText.IsLineBreak(content[end]) && content[end] is not (';' or '}' or '#')) end++;
        ArchProject without = project.With(file.Path, content.Remove(word.Start, end - word.Start));
        WrittenStatement? found = without.Find(file.Path)!.Written.At(statement.Words[0].Start);
        if (found?.Syntax is not ElementSyntax element || without.Facts.Find(file.Path, element) is not { } facts) return null;
        if (word.Text == "->") return facts.First.Output?.ToString();
        return Words.Counts.Contains(word.Text) && facts.First.Layer is { } layer ? Wording.Written(CountKind.Find(word.Text).Of(layer.Counts)) : null;
    }
}

using System.Collections;
using System.Reflection;
using System.Text;
using NetArch.Dsl;
using NetArch.Dsl.Syntax;

namespace NetArch.Generator.Tests.Formatting;

/// <summary>The tree of a text without its places: equal for two texts that say the same.</summary>
internal static class WrittenTree
{
    public static string Of(string text) => Describe(ArchParser.Parse("Any.net.arch", text, new DiagnosticCollector(), CancellationToken.None));

    private static string Describe(object? item)
    {
        var text = new StringBuilder();
        Append(text, item);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? item)
    {
        switch (item)
        {
            case null or SourceSpan:
                break;
            case string or ValueType or Comparison:
                text.Append(item).Append(' ');
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? inner in items) Append(text, inner);
                text.Append(']');
                break;
            default:
                text.Append(item.GetType().Name).Append('(');
                foreach (PropertyInfo property in item.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
                {
                    if (property.GetIndexParameters().Length == 0) Append(text, property.GetValue(item));
                }

                text.Append(')');
                break;
        }
    }
}

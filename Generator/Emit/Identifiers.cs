using System;
using System.Collections.Generic;

namespace NetArch.Generator.Emit;

/// <summary>Names from a <c>.net.arch</c> file as C# identifiers.</summary>
public static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public",
        "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch",
        "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while",

        // Not reserved everywhere, but refused or warned about as the name of a type.
        "allows", "async", "await", "dynamic", "extension", "field", "file", "managed", "nameof", "nint", "notnull", "nuint",
        "partial", "record", "required", "scoped", "unmanaged", "value", "var", "when", "where", "with", "yield", "_",
    };

    /// <summary>The name itself, with <c>@</c> before a keyword.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>A layer's name as an identifier: <c>Basic3.conv1</c> is <c>Basic3_conv1</c>.</summary>
    public static string OfLayer(string name) => Escape(name.Replace('.', '_'));

    /// <summary>A namespace, each part escaped: <c>A.event.B</c> is <c>A.@event.B</c>.</summary>
    public static string OfNamespace(string name) => string.Join(".", Array.ConvertAll(name.Split('.'), Escape));
}

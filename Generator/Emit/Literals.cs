using System;
using System.Globalization;
using System.Text;

namespace NetArch.Generator.Emit;

/// <summary>Values as C# literals: exact, and the same text on every culture and every runtime the compiler may run on.</summary>
public static class Literals
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture) + "L";

    /// <summary>A count as a literal that people can read: <c>61_684</c>; a long where it is too large for an int.</summary>
    public static string Count(long value) => Grouped(value).Replace(',', '_') + (value <= int.MaxValue ? "" : "L");

    public static string Of(ulong value) => value.ToString(CultureInfo.InvariantCulture) + "UL";

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>The shortest decimal that reads back as exactly this value: <c>0.1f</c>, <c>1E-05f</c>.</summary>
    public static string Of(float value)
    {
        if (float.IsNaN(value)) return "float.NaN";
        if (float.IsInfinity(value)) return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        return Signed(value, Shortest(Math.Abs(value), 9, text => float.Parse(text, CultureInfo.InvariantCulture) == Math.Abs(value))) + "f";
    }

    /// <summary>The shortest decimal that reads back as exactly this value: <c>0.1</c>, <c>1E-05</c>, <c>2.0</c>.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        string digits = Number(value);
        return digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0" : digits;
    }

    /// <summary>A finite number as it stands in a <c>.net.arch</c> file or a table: <c>2</c>, <c>0.1</c>, <c>1E-05</c>.</summary>
    public static string Number(double value) =>
        Signed(value, Shortest(Math.Abs(value), 17, text => double.Parse(text, CultureInfo.InvariantCulture) == Math.Abs(value)));

    /// <summary>A string literal on one line: quotes, backslashes, control characters and line ends escaped, the rest as it is.</summary>
    public static string Of(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char character in value) text.Append(Escaped(character));
        return text.Append('"').ToString();
    }

    /// <summary>Text inside an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A count as people read it, in messages and comments: <c>61,684</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    // ToString("R") is not used: .NET Framework, on which Visual Studio runs generators, gives other digits than .NET does.
    private static string Shortest(double value, int mostDigits, Func<string, bool> isExact)
    {
        for (int digits = 1; digits < mostDigits; digits++)
        {
            string text = value.ToString("G" + Of(digits), CultureInfo.InvariantCulture);
            if (isExact(text)) return text;
        }

        return value.ToString("G" + Of(mostDigits), CultureInfo.InvariantCulture);
    }

    // Zero's sign lies in its bits alone, and .NET Framework does not print it.
    private static string Signed(double value, string digits) => BitConverter.DoubleToInt64Bits(value) < 0 ? "-" + digits : digits;

    private static string Escaped(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u0085' or '\u2028' or '\u2029' => Unicode(character),
        _ when char.IsControl(character) || char.IsSurrogate(character) => Unicode(character),
        _ => character.ToString(),
    };

    private static string Unicode(char character) => "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture);
}

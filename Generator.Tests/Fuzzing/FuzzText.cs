using System.Text;
using NetArch.Generator.Tests.Formatting;

namespace NetArch.Generator.Tests.Fuzzing;

/// <summary>Random texts: files of the repository taken apart and put together wrongly, and words in no order at all.</summary>
/// <remarks>A text follows from its seed and its number alone, so that a failure is found again by those two.</remarks>
internal sealed class FuzzText
{
    private const int MostCharacters = 40_000;

    private static readonly string[] Corpus = [.. ArchFiles.Paths.Select(ArchFiles.Read)];

    private static readonly string[][] Lines = [.. Corpus.Select(text => text.Split('\n'))];

    private static readonly string[] Words =
    [
        "network", "block", "input", "expect", "repeat", "residual", "shortcut", "identity", "pad", "project", "concat", "branch", "frozen", "global", "batch", "namespace",
        "conv", "maxpool", "avgpool", "fc", "batchnorm", "lrn", "dropout", "relu", "leakyrelu", "elu", "maxout", "flatten", "softmax", "sigmoid",
        "stride", "dilation", "groups", "nobias", "floor", "ceil", "momentum", "eps", "size", "alpha", "beta", "k", "channels", "slope",
        "params", "trainable", "weights", "biases", "running", "macs", "activations", "training", "KiB", "MiB", "GiB", "M", "G",
        "{", "}", "(", ")", ",", ":", ";", "->", "-", "+", "*", "/", "=", "<=", ">", "?", "#", "x", "\n", "\r\n", "\t", " ",
        "0", "1", "2", "3", "7", "64", "1_000", "3x3", "1x8x8", "(n)x(n)", "0.5", "1e-4", "1e999", "999999999999999999", "9999999999999999999999", "-1", "2147483648",
        "A", "B", "n", "Basic", "_", "conv1", "é", "\u2028", "\u0085", "\uFEFF", "\uFFFD", "\0", "\uD800", "\U0001F600", "\u202E",
    ];

    private readonly Random random;

    public FuzzText(int seed, int number)
    {
        Seed = seed;
        Number = number;
        random = new Random(unchecked((seed * 1_000_003) ^ (number * 7_919)));
        Text = Make();
    }

    public int Seed { get; }

    public int Number { get; }

    public string Text { get; }

    /// <summary>For choices that a test makes about the text.</summary>
    public Random Random => random;

    private string Make()
    {
        string text = random.Next(8) == 0 ? Soup() : Pick(Corpus);
        for (int changes = random.Next(1, 8); changes > 0; changes--) text = Change(text);
        return text.Length <= MostCharacters ? text : text[..MostCharacters];
    }

    private string Change(string text) => random.Next(12) switch
    {
        0 => Replace(text, random.Next(3), Pick(Words)),
        1 => Replace(text, random.Next(60), string.Empty),
        2 => Replace(text, random.Next(3), Letter()),
        3 => ChangeLines(text, lines => lines.RemoveAt(random.Next(lines.Count))),
        4 => ChangeLines(text, lines => lines.Insert(random.Next(lines.Count), Pick(Pick(Lines)))),
        5 => ChangeLines(text, lines => lines.InsertRange(random.Next(lines.Count), Piece())),
        6 => ChangeLines(text, lines => lines[random.Next(lines.Count)] = lines[random.Next(lines.Count)]),
        7 => Nest(text),
        8 => ChangeNumber(text),
        9 => ChangeLineEnds(text),
        10 => text[..random.Next(text.Length + 1)],
        _ => SwapWords(text),
    };

    private string Soup()
    {
        var text = new StringBuilder();
        for (int words = random.Next(1, 400); words > 0; words--)
        {
            text.Append(Pick(Words));
            if (random.Next(4) > 0) text.Append(' ');
        }

        return text.ToString();
    }

    private string Letter() => ((char)(random.Next(4) == 0 ? random.Next(0x10000) : random.Next(128))).ToString();

    private string Replace(string text, int length, string piece)
    {
        int at = random.Next(text.Length + 1);
        return string.Concat(text.AsSpan(0, at), piece, text.AsSpan(Math.Min(text.Length, at + length)));
    }

    private static string ChangeLines(string text, Action<List<string>> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines);
        return string.Join('\n', lines);
    }

    /// <summary>Some lines of another file.</summary>
    private string[] Piece()
    {
        string[] lines = Pick(Lines);
        int from = random.Next(lines.Length);
        return lines[from..Math.Min(lines.Length, from + random.Next(20))];
    }

    private string Nest(string text)
    {
        int depth = random.Next(2) == 0 ? random.Next(1, 8) : random.Next(60, 200);
        (string open, string close) = Pick(new[] { ("repeat 1 {\n", "}\n"), ("(", ")"), ("residual { ", "}"), ("concat { branch { ", "} }"), ("{", "}"), ("residual { } shortcut {", "}") });
        int at = random.Next(text.Length + 1), to = random.Next(at, text.Length + 1);
        int missing = random.Next(4) == 0 ? random.Next(3) : 0;
        return string.Concat(
            text.AsSpan(0, at), string.Concat(Enumerable.Repeat(open, depth)), text.AsSpan(at, to - at),
            string.Concat(string.Concat(Enumerable.Repeat(close, Math.Max(0, depth - missing))), text.AsSpan(to)));
    }

    private string ChangeNumber(string text)
    {
        int at = text.AsSpan(random.Next(text.Length + 1)).IndexOfAnyInRange('0', '9');
        if (at < 0) return text;
        string[] numbers = ["0", "1", "65536", "2147483647", "2147483648", "999999999999999999", "1000000000000000000", "1e308", "1e-400", "0.1", "-3", "9".PadRight(900, '9'), "1_", "1__0", "0x10"];
        int end = at;
        while (end < text.Length && char.IsDigit(text[end])) end++;
        return string.Concat(text.AsSpan(0, at), Pick(numbers), text.AsSpan(end));
    }

    private string ChangeLineEnds(string text)
    {
        string[] ends = ["\n", "\r\n", "\r", "\u0085", "\u2028", "\n\n", ";"];
        var changed = new StringBuilder();
        foreach (char character in text)
        {
            if (character == '\n') changed.Append(Pick(ends));
            else changed.Append(character);
        }

        return changed.ToString();
    }

    private string SwapWords(string text)
    {
        string[] words = text.Split(' ');
        int first = random.Next(words.Length), second = random.Next(words.Length);
        (words[first], words[second]) = (words[second], words[first]);
        return string.Join(' ', words);
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}

namespace NetArch.Shell;

/// <summary>The word that a misspelt one was probably meant to be.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean LeNet?</c>, or nothing where no word is near.</summary>
    public static string For(string written, IEnumerable<string> words)
    {
        (string Word, int Distance)[] near =
        [
            .. words.Select(word => (word, Distance(written.ToUpperInvariant(), word.ToUpperInvariant())))
                .Where(pair => pair.Item2 <= Math.Max(2, pair.word.Length / 3))
                .OrderBy(pair => pair.Item2),
        ];
        return near is [var (word, _), ..] ? $"; did you mean {word}?" : "";
    }

    /// <summary>Letters to insert, delete or change (Levenshtein 1966), a row of the table at a time.</summary>
    private static int Distance(string from, string to)
    {
        int[] previous = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
                current[j + 1] = Math.Min(previous[j] + (from[i] == to[j] ? 0 : 1), 1 + Math.Min(previous[j + 1], current[j]));
            previous = current;
        }

        return previous[^1];
    }
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetArch.Dsl;

/// <summary>How lists, numbers and near misses are put into words.</summary>
internal static class Wording
{
    /// <summary><c>a, b or c</c>.</summary>
    public static string List(IReadOnlyList<string> items, string conjunction) => items.Count switch
    {
        0 => "nothing",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {conjunction} {items[items.Count - 1]}",
    };

    /// <summary>10080 as <c>10,080</c>.</summary>
    public static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>10080 as a file writes it: <c>10_080</c>.</summary>
    public static string Written(long number) => Grouped(number).Replace(',', '_');

    /// <summary>The word that was probably meant: the nearest one, two slips away at most and half its letters at most.</summary>
    public static string? Suggest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > 40) return null;
        return candidates
            .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= 2 && pair.distance * 2 <= pair.candidate.Length)
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Insertions, deletions, changes and swaps of neighbours between two words (Damerau-Levenshtein, restricted).</summary>
    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + change);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (swapped) cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}

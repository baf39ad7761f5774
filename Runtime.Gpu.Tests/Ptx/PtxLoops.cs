using System.Text.RegularExpressions;

namespace NetArch.Runtime.Gpu.Tests.Ptx;

/// <summary>Finds the instructions of a kernel that a loop repeats: those of blocks that can reach themselves.</summary>
internal static partial class PtxLoops
{
    public static string[] Of(string ptx)
    {
        List<Block> blocks = Read(ptx);
        Dictionary<string, int> places = blocks.Index().Where(b => b.Item.Label.Length > 0).ToDictionary(b => b.Item.Label, b => b.Index);
        HashSet<int>[] next = [.. blocks.Select((block, i) => Successors(block, i, blocks.Count, places))];
        return [.. blocks.Index().Where(b => ReachesItself(b.Index, next)).SelectMany(b => b.Item.Lines)];
    }

    private static List<Block> Read(string ptx)
    {
        List<Block> blocks = [new("", [])];
        foreach (string line in ptx[ptx.IndexOf('{', StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim()))
        {
            if (line.EndsWith(':')) blocks.Add(new(line[..^1], []));
            else if (line.EndsWith(';')) blocks[^1].Lines.Add(line);
            if (Branch().IsMatch(line)) blocks.Add(new("", []));
        }

        return blocks;
    }

    private static HashSet<int> Successors(Block block, int index, int count, Dictionary<string, int> places)
    {
        HashSet<int> next = [];
        string last = block.Lines.LastOrDefault("");
        Match branch = Branch().Match(last);
        if (branch.Success) next.Add(places[branch.Groups["label"].Value]);
        bool goesOn = last.StartsWith('@') || !branch.Success && !last.StartsWith("ret", StringComparison.Ordinal);
        if (goesOn && index + 1 < count) next.Add(index + 1);
        return next;
    }

    private static bool ReachesItself(int start, HashSet<int>[] next)
    {
        HashSet<int> seen = [];
        Stack<int> open = new(next[start]);
        while (open.TryPop(out int block))
        {
            if (block == start) return true;
            if (!seen.Add(block)) continue;
            foreach (int follower in next[block]) open.Push(follower);
        }

        return false;
    }

    [GeneratedRegex(@"\bbra(\.uni)?\s+(?<label>\w+);")]
    private static partial Regex Branch();

    private sealed record Block(string Label, List<string> Lines);
}

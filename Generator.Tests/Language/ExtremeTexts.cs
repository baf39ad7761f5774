using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using NetArch.Dsl;

namespace NetArch.Generator.Tests.Language;

/// <summary>Texts that no person writes, by what is wrong with them. Made when asked for: some have megabytes.</summary>
internal static class ExtremeTexts
{
    private const int Megabyte = 1 << 20;

    /// <summary>Half of the least that a compiler's thread has. Code that is not optimised yet takes most of it: at a quarter, a
    /// parser that runs for the first time came to its end now and then.</summary>
    private const int SmallStack = 512 * 1024;

    private static readonly ConcurrentDictionary<string, Lazy<(CheckedFile? File, Exception? Failure)>> Results = new();

    public static readonly IReadOnlyDictionary<string, Func<string>> ByName = new Dictionary<string, Func<string>>
    {
        ["nothing"] = () => string.Empty,
        ["blanks"] = () => " \n\n\t",
        ["binary"] = () => "\u007fELF\u0002\u0001\0\0\0",
        ["not UTF-8"] = () => "network A { input 4 \ufffd fc 4 }",
        ["ten megabytes of opening parentheses"] = () => new string('(', 10 * Megabyte),
        ["a megabyte of opening parentheses"] = () => new string('(', Megabyte),
        ["a megabyte of opening braces"] = () => new string('{', Megabyte),
        ["a megabyte of closing braces"] = () => new string('}', Megabyte),
        ["opening parentheses in lines"] = () => Repeat("(\n", Megabyte / 2),
        ["opening parentheses in long lines"] = () => Repeat($"({new string('a', 500)}\n", Megabyte / 502),
        ["opening braces in lines"] = () => Repeat("a {\n", Megabyte / 4),
        ["a megabyte of unknown words"] = () => Repeat("a;", Megabyte / 2),
        ["a megabyte of labels"] = () => Repeat("a: ", Megabyte / 3),
        ["one word of a megabyte"] = () => new string('a', Megabyte),
        ["one comment of a megabyte"] = () => new string('#', Megabyte),
        ["one number of a thousand digits"] = () => $"network N {{ input {new string('9', 900)}; fc 1 }}",
        ["a dimension of 10^18"] = () => "network N { input 1000000000000000000x1x1; fc 1 }",
        ["a million layers"] = () => $"network N {{ input 3;{Repeat("tanh;", Megabyte / 5 - 10)}}}",
        ["forty thousand networks"] = () => Number("network N{0}{{input 1;fc 1}}\n", 36_000),
        ["a thousand names for one network"] = () => Repeat("network N{input 1;fc 1}", 40_000),
        ["a block that uses itself"] = () => "block A() { A() }\nnetwork N { input 1; A() }",
        ["a cycle of ten thousand blocks"] = () => "block B0() { B9999() }\n" + Number("block B{0}() {{ B{1}() }}\n", 10_000, from: 1),
        ["a chain of ten thousand blocks"] = () => "block B0() { relu }\n" + Number("block B{0}() {{ B{1}() }}\n", 10_000, from: 1) + "network N { input 1; B9999() }",
        ["blocks that double sixty times"] = () => "block B0() { relu; relu }\n" + Number("block B{0}() {{ B{1}(); B{1}() }}\n", 60, from: 1) + "network N { input 1; B59() }",
        ["doubling blocks in a thousand networks"] = () =>
            "block B0() { relu; relu }\n" + Number("block B{0}() {{ B{1}(); B{1}() }}\n", 30, from: 1) + Number("network N{0} {{ input 1; B29() }}\n", 1_000),
        ["a repeat of a billion"] = () => "network N { input 1; repeat 1_000_000_000 { relu } }",
        ["empty repeats within each other"] = () => $"network N {{ input 1; {Repeat("repeat 10_000 { ", 60)}{Repeat("}", 60)} }}",
        ["residuals within each other"] = () => $"network N {{ input 1; {Repeat("residual { ", 63)}relu{Repeat("}", 63)} }}",
        ["braces deeper than allowed"] = () => $"network N {{ input 1; {Repeat("residual { ", 64)}relu{Repeat("}", 64)} }}",
        ["shortcuts within each other"] = () => $"network N {{ input 1; {Repeat("residual { relu } shortcut { ", 62)}relu{Repeat("}", 62)} }}",
        ["parentheses within each other"] = () => $"network N {{ input {new string('(', 62)}1{new string(')', 62)}; fc 1 }}",
        ["an error deep in parentheses"] = () => $"network N {{ input {Repeat("1+(", 60)}?{new string(')', 60)}; fc 1 }}",
        ["an error deep in a dimension"] = () => $"network N {{ input {Repeat("(1+", 60)}?{new string(')', 60)}x1x1; fc 1 }}",
        ["a long sum"] = () => $"network N {{ input {Repeat("1+", 480)}1; fc 1 }}",
        ["a long product"] = () => $"network N {{ input {Repeat("999999*", 100)}1; fc 1 }}",
        ["a statement of a megabyte"] = () => $"network N {{ input 1; fc 1 {Repeat("params 2 ", 100_000)} }}",
        ["arguments of a megabyte"] = () => $"block B(a) {{ relu }}\nnetwork N {{ input 1; B({Repeat("1,\n", 250_000)}1) }}",
        ["layer names without end"] = () =>
            $"block b0() {{ relu }}\n{Number("block b{0}() {{ " + new string('y', 60) + ": b{1}() }}\n", 20, from: 1)}network N {{ input 1; b19() }}",
        ["a window larger than memory"] = () => "network N { input 1x16384x16384; conv 268435456 32768x32768 pad 32768 floor; fc 268435456 }",
        ["numbers beyond a double"] = () => "network N { input 1; dropout 1e999; elu alpha 1e-99999999999; fc 1 params 1e99999999999 macs 1e-40 }",
        ["wrong claims without end"] = () => $"network N {{ input 1x100x100; {Repeat("relu -> 5\n", 15_000)} }}",
        ["half a surrogate pair"] = () => "network \ud800 { }",
    };

    /// <summary>What a text comes to on a thread with little stack. Each is compiled once for all tests: some take a second.</summary>
    public static (CheckedFile? File, Exception? Failure) Compile(string name) => Results.GetOrAdd(name, _ => new(() =>
    {
        string text = ByName[name]();
        CheckedFile? result = null;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => result = ArchCompilation.Compile("extreme.net.arch", text)), SmallStack);
        thread.Start();
        thread.Join();
        return (result, failure);
    })).Value;

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    /// <summary>The format once for each number, with the number and the one before it.</summary>
    private static string Number(string format, int to, int from = 0) => string.Concat(
        Enumerable.Range(from, to - from).Select(number => string.Format(CultureInfo.InvariantCulture, format, number, number - 1)));
}

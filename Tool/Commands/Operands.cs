using System.CommandLine;

namespace NetArch.Tool.Commands;

/// <summary>What commands take.</summary>
internal static class Operands
{
    public static Argument<string> File() => new("FILE") { Description = "A .net.arch file." };

    public static Argument<string[]> Files() => new("FILE") { Description = "One or more .net.arch files.", Arity = ArgumentArity.OneOrMore };

    public static Argument<string[]> FilesOrFolders() => new("FILE|FOLDER")
    {
        Description = "One or more .net.arch files, or folders with such files in or below them.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Argument<string?> Network() => new("NETWORK")
    {
        Description = "A network of the file; without it, all of them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string?> Out(string description) => new("--out") { Description = description, HelpName = "FILE" };
}

namespace NetArch.Testing;

/// <summary>Runs the compiler on <c>.net.arch</c> texts as a build does, without a build.</summary>
/// <remarks>What comes back depends on the texts alone, on no machine, folder or culture, so that all of it can be a snapshot.</remarks>
public static class ArchCompiler
{
    /// <summary>Compiles one file.</summary>
    /// <param name="path">The file, relative to the current folder or not.</param>
    /// <param name="rootNamespace">The namespace of networks whose file states none; the project's <c>RootNamespace</c> in a build.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CompilerOutput CompileFile(string path, string rootNamespace = "") => CompileFiles([path], rootNamespace);

    /// <summary>Compiles files together, as those of one project: each sees the blocks of all.</summary>
    /// <param name="paths">The files, in any order.</param>
    /// <param name="rootNamespace">As for <see cref="CompileFile"/>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CompilerOutput CompileFiles(IEnumerable<string> paths, string rootNamespace = "")
    {
        ArgumentNullException.ThrowIfNull(paths);
        return CompileTexts.Run([.. paths.Select(path => new ArchText(Path.GetFullPath(path), File.ReadAllText(path)))], rootNamespace);
    }

    /// <summary>Compiles a text.</summary>
    /// <param name="text">What would be the file's content.</param>
    /// <param name="fileName">The name that findings give it.</param>
    /// <param name="rootNamespace">As for <see cref="CompileFile"/>.</param>
    public static CompilerOutput CompileText(string text, string fileName = "Network.net.arch", string rootNamespace = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        return CompileTexts.Run([new ArchText(fileName, text)], rootNamespace);
    }
}

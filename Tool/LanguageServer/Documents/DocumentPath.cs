using NetArch.Tool.Sources;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>Between a client's addresses and paths of files.</summary>
internal static class DocumentPath
{
    /// <summary>The file's path; an address that is no file's (a document never saved) stands for itself.</summary>
    public static string Of(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.IsFile ? Path.GetFullPath(Unescaped(uri)) : address;

    public static string AddressOf(string path) => Path.IsPathRooted(path) ? new Uri(path).AbsoluteUri : path;

    /// <summary>The folder whose files share their blocks with this one: that of the nearest project file, else the file's own.</summary>
    public static string ProjectOf(string path)
    {
        if (!Path.IsPathRooted(path)) return path;
        string folder = Path.GetDirectoryName(path)!;
        return SharedBlocks.ProjectFolder(folder) ?? folder;
    }

    // Editors write a drive as /c%3A/, which .NET leaves as it is.
    private static string Unescaped(Uri uri)
    {
        string path = Uri.UnescapeDataString(uri.AbsolutePath);
        bool isDrive = OperatingSystem.IsWindows() && path.Length > 2 && path[0] == '/' && path[2] == ':';
        return uri.Host.Length > 0 ? uri.LocalPath : isDrive ? path[1..] : path;
    }
}

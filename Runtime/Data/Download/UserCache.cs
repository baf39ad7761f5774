namespace NetArch;

/// <summary>Where downloaded data sets lie: <c>netarch</c> in the user's cache folder.</summary>
internal static class UserCache
{
    /// <param name="name">Of the data set.</param>
    public static string Folder(string name) => Path.Combine(Root(), "netarch", name);

    private static string Root()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Caches");
        // The XDG base directory specification: an unset or relative path means ~/.cache.
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.IsPathRooted(cache) ? cache : Path.Combine(home, ".cache");
    }
}

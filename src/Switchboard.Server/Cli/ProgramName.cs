namespace Switchboard.Server.Cli;

/// <summary>How this program is called from a shell, so that printed commands work.</summary>
internal static class ProgramName
{
    /// <summary><c>switchboard</c> if that is on the path, else the path of this program.</summary>
    public static string Get()
    {
        var path = Environment.ProcessPath ?? "switchboard";
        var name = Path.GetFileName(path);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (folders.Any(folder => string.Equals(Path.Combine(folder, name), path, StringComparison.Ordinal)) && name.StartsWith("switchboard", StringComparison.Ordinal))
        {
            return name;
        }

        return name is "dotnet" or "dotnet.exe"
            ? $"dotnet {Quote(Shorten(Path.Combine(AppContext.BaseDirectory, "switchboard.dll")))}"
            : Quote(Shorten(path));
    }

    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : $".{Path.DirectorySeparatorChar}{relative}";
    }

    private static string Quote(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}

namespace Switchboard.Server.Launch;

/// <summary>Names of the IANA time zone database, carried along: a machine without the database judges the same.</summary>
internal static class TimeZoneNames
{
    /// <summary>Every name, links included.</summary>
    public static HashSet<string> Read()
    {
        using var text = new StreamReader(LaunchFiles.OpenResource("zones.txt"));
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

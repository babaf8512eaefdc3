using System.Globalization;

namespace Switchboard.Ledger;

/// <summary>Who a process is in leases: machine, process namespace, process and when that started.</summary>
/// <remarks>Only Linux can prove that another process is dead; elsewhere its lease must end first.</remarks>
internal static class ProcessIdentity
{
    private const string Unknown = "-";
    private static readonly string Place = $"{Environment.MachineName}/{Namespace()}";

    /// <summary>This process.</summary>
    public static string Own { get; } = string.Create(CultureInfo.InvariantCulture,
        $"{Place}/{Environment.ProcessId}/{StartTime(Environment.ProcessId) ?? Unknown}");

    /// <summary>Whether the owner of a lease certainly no longer lives.</summary>
    public static bool IsDead(string owner)
    {
        var place = Place + "/";
        if (Place.EndsWith(Unknown, StringComparison.Ordinal) || !owner.StartsWith(place, StringComparison.Ordinal))
            return false;
        return owner[place.Length..].Split('/') is [var process, var started]
            && started != Unknown
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && StartTime(id) is var now && now != Unknown && now != started;
    }

    private static string Namespace()
    {
        try
        {
            return new FileInfo("/proc/self/ns/pid").LinkTarget is { } link ? link["pid:[".Length..^1] : Unknown;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    /// <summary>Field 22 of the process's line, in clock ticks since the machine started; null: no such process.</summary>
    private static string? StartTime(int process)
    {
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            var isZombie = fields[0] is "Z" or "X";
            return isZombie ? null : fields[19];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Where /proc hides other users' processes, absence proves nothing.
            return File.Exists("/proc/1/stat") ? null : Unknown;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }
}

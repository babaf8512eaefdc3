namespace Switchboard.Server.Launch;

/// <summary>The files of a launch: one's own, else the sample that the program carries.</summary>
internal static class LaunchFiles
{
    private const string Prefix = "Switchboard.Server.Launch.";

    /// <summary>Opens the contacts.</summary>
    /// <exception cref="LaunchFileException">The file cannot be opened.</exception>
    public static ContactList ReadContacts(string? path)
    {
        using var file = Open(path, "contacts.csv");
        return ContactReader.Read(file, path ?? "contacts.csv");
    }

    /// <summary>Opens the campaign.</summary>
    /// <exception cref="LaunchFileException">The file cannot be opened or is no campaign.</exception>
    public static Campaign ReadCampaign(string? path)
    {
        using var file = Open(path, "campaign.json");
        return Campaign.Read(file, path ?? "campaign.json");
    }

    /// <summary>Opens a file that the program carries.</summary>
    public static Stream OpenResource(string name) =>
        typeof(LaunchFiles).Assembly.GetManifestResourceStream(Prefix + name) ?? throw new InvalidOperationException($"The program lacks its file {name}.");

    private static Stream Open(string? path, string sample)
    {
        if (path is null)
        {
            return OpenResource(sample);
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LaunchFileException($"{path} cannot be opened: {e.Message}");
        }
    }
}

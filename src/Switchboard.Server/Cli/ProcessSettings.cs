using System.Collections;
using System.Runtime.CompilerServices;

namespace Switchboard.Server.Cli;

/// <summary>Settings of this process: the environment, then <c>appsettings.json</c> of the current folder.</summary>
internal sealed class ProcessSettings
{
    private const string FileName = "appsettings.json";
    private readonly Dictionary<string, string> _environment = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<IConfiguration?> _file = new(ReadFile);

    /// <summary>Reads the environment.</summary>
    public ProcessSettings()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            _environment[(string)entry.Key] = (string?)entry.Value ?? "";
        }
    }

    /// <summary>A setting by its configuration key, as in <c>Switchboard:Connectors:slack:Mode</c>; null: unset.</summary>
    public string? Get(string key) =>
        _environment.TryGetValue(key.Replace(":", "__"), out var value) ? value : _file.Value?[key];

    /// <summary>The name of a setting's environment variable.</summary>
    public static string Variable(string key) => key.Replace(":", "__");

    private static IConfiguration? ReadFile() => File.Exists(FileName) ? Parse() : null;

    // Apart, so that a process without the file never loads the configuration assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IConfiguration Parse()
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(FileName), optional: false, reloadOnChange: false).Build();
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{FileName} in this folder cannot be read: {e.InnerException?.Message ?? e.Message}");
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Switchboard.Connections;

/// <summary>Secret settings that prove who we are to a provider. Never printed.</summary>
public sealed class Credential(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>A credential without settings.</summary>
    public static Credential Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>A setting that must be there.</summary>
    /// <exception cref="KeyNotFoundException">The setting is not there.</exception>
    public string this[string name] =>
        settings.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"The credential has no setting '{name}'.");

    /// <summary>Names of the settings that are there.</summary>
    public IEnumerable<string> Names => settings.Keys;

    /// <summary>A setting that may be there.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => settings.TryGetValue(name, out value);

    /// <summary>Whether the setting is there.</summary>
    public bool Has(string name) => settings.ContainsKey(name);

    /// <summary>Says how many settings there are, never their values.</summary>
    public override string ToString() => $"Credential ({settings.Count} settings)";
}

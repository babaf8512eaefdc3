using System.Diagnostics.CodeAnalysis;

namespace Switchboard.Simulation;

/// <summary>Fields of <c>application/x-www-form-urlencoded</c> text; keys may repeat.</summary>
public sealed class FormFields
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>Fields in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _fields;

    /// <summary>The first value of a key; null: absent.</summary>
    public string? this[string key] => TryGet(key, out var value) ? value : null;

    /// <summary>The first value of a key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        foreach (var field in _fields)
        {
            if (field.Key == key)
            {
                value = field.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Every value of a key.</summary>
    public IEnumerable<string> Values(string key) => _fields.Where(field => field.Key == key).Select(field => field.Value);

    /// <summary>Reads encoded text; never throws.</summary>
    public static FormFields Parse(string text)
    {
        var form = new FormFields();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.IndexOf('=');
            var (key, value) = split < 0 ? (pair, "") : (pair[..split], pair[(split + 1)..]);
            form._fields.Add(new(Decode(key), Decode(value)));
        }

        return form;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

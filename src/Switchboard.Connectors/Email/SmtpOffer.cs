using System.Globalization;

namespace Switchboard.Connectors.Email;

/// <summary>What a server says it can do, in its answer to EHLO.</summary>
internal sealed class SmtpOffer
{
    private readonly Dictionary<string, string> _extensions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the answer; its first line is a greeting.</summary>
    public SmtpOffer(SmtpReply reply)
    {
        foreach (var line in reply.Lines.Skip(1))
        {
            var text = line.Trim();
            var end = text.AsSpan().IndexOfAny(' ', '=');
            _extensions[(end < 0 ? text : text[..end]).ToUpperInvariant()] = end < 0 ? "" : text[(end + 1)..].Trim();
        }
    }

    /// <summary>Names of the extensions.</summary>
    public IReadOnlyList<string> Extensions => [.. _extensions.Keys.Where(name => name.Length > 0).Order(StringComparer.Ordinal)];

    /// <summary>Bytes a message (RFC 1870); null: not told.</summary>
    public long? MaxSize => Number(_extensions.GetValueOrDefault("SIZE"));

    /// <summary>Recipients a message (RFC 9422); null: not told.</summary>
    public long? MaxRecipients => _extensions.GetValueOrDefault("LIMITS")?.Split(' ').FirstOrDefault(limit => limit.StartsWith("RCPTMAX=", StringComparison.OrdinalIgnoreCase)) is { } limit
        ? Number(limit["RCPTMAX=".Length..])
        : null;

    /// <summary>Whether an extension is offered.</summary>
    public bool Has(string extension) => _extensions.ContainsKey(extension);

    /// <summary>Whether a way to log in is offered.</summary>
    public bool HasLogin(string mechanism) =>
        _extensions.GetValueOrDefault("AUTH")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(mechanism, StringComparer.OrdinalIgnoreCase) == true;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

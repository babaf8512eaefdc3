using System.Globalization;
using Switchboard.Connectors.Mime;
using Switchboard.Validation;

namespace Switchboard.Connectors.Gmail;

/// <summary>Gmail's limits over several fields, checked before anything is sent.</summary>
internal static class GmailChecks
{
    /// <summary>Most recipients of a message through the API.</summary>
    public const int MaxRecipients = 500;

    /// <summary>Most bytes of a message; source: mediaUpload.maxSize of the discovery document.</summary>
    public const int MaxMessage = 36_700_160;

    public static void Mail(SendMessage input, ValidationErrors errors)
    {
        var recipients = input.To.Count + (input.Cc?.Count ?? 0) + (input.Bcc?.Count ?? 0);
        if (recipients > MaxRecipients)
        {
            errors.Add("$", string.Create(CultureInfo.InvariantCulture, $"to, cc and bcc name {recipients} recipients; Gmail takes {MaxRecipients} a message"));
        }

        Addresses("$.to", input.To, errors);
        Addresses("$.cc", input.Cc, errors);
        Addresses("$.bcc", input.Bcc, errors);
        if (input.From is { } from && !Mailbox.TryParse(from, out _))
        {
            errors.Add("$.from", "must be one mail address");
        }

        Size(input, errors);
    }

    private static void Addresses(string path, IReadOnlyList<string>? addresses, ValidationErrors errors)
    {
        for (var i = 0; i < addresses?.Count; i++)
        {
            if (!Mailbox.TryParse(addresses[i], out _))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), "must be one mail address");
            }
        }
    }

    private static void Size(SendMessage input, ValidationErrors errors)
    {
        var bytes = (long)input.Body.Length + (input.Html?.Length ?? 0);
        foreach (var attachment in input.Attachments ?? [])
        {
            bytes += attachment.Content.Length + (attachment.Content.Length / 38);
        }

        if (bytes > MaxMessage)
        {
            errors.Add("$", string.Create(CultureInfo.InvariantCulture, $"the message takes {bytes} bytes with its attachments; Gmail takes {MaxMessage}"));
        }
    }
}

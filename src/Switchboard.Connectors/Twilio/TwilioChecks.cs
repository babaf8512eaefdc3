using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Twilio;

/// <summary>What Twilio refuses in a new message, with its own error codes.</summary>
internal static partial class TwilioChecks
{
    private const int MaxBody = 1600;
    private const int MaxMedia = 10;

    /// <summary>Twilio's code and words; null: nothing is wrong.</summary>
    public static (int Code, string Message)? Refuse(FormFields form) =>
        RefuseRecipient(form["To"]) ?? RefuseSender(form["From"], form["MessagingServiceSid"], form["To"]) ?? RefuseContent(form);

    /// <summary>Whether the text is a prefix and 32 hex digits.</summary>
    public static bool IsSid(string? text, string prefix) =>
        text is { Length: 34 } && text.StartsWith(prefix, StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;

    /// <summary>Digits only, as an int.</summary>
    public static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Template variables; null: the field is not a JSON object of text.</summary>
    public static SortedDictionary<string, string>? Variables(FormFields form)
    {
        try
        {
            return JsonSerializer.Deserialize(form["ContentVariables"] ?? "{}", TwilioWireJson.Default.SortedDictionaryStringString);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (int Code, string Message)? RefuseRecipient(string? to) => to switch
    {
        null or "" => (21604, "A 'To' phone number is required."),
        "+15005550002" => (21612, $"The 'To' phone number {to} is not currently reachable via SMS or MMS"),
        "+15005550003" => (21408, $"Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To' number: {to}"),
        "+15005550004" => (21610, "Attempt to send to unsubscribed recipient"),
        "+15005550009" => (21614, $"'To' number: {to}, is not a valid mobile number"),
        "+15005550001" => (21211, $"Invalid 'To' Phone Number: {to}"),
        _ => E164().IsMatch(to) ? null : (21211, $"Invalid 'To' Phone Number: {to}"),
    };

    private static (int Code, string Message)? RefuseSender(string? from, string? service, string? to)
    {
        if (string.IsNullOrEmpty(from))
        {
            return string.IsNullOrEmpty(service) ? (21603, "A 'From' phone number is required.")
                : IsSid(service, "MG") ? null
                : (21701, $"The Messaging Service resource {service} does not exist");
        }

        return from switch
        {
            "+15005550007" => (21606, $"The 'From' phone number {from} is not a valid, message-capable Twilio phone number for this destination"),
            "+15005550008" => (21611, $"This 'From' number {from} has exceeded the maximum number of queued messages"),
            "+15005550001" => (21212, $"Invalid From Number (caller ID): {from}"),
            _ when from == to => (21266, "'To' and 'From' number cannot be the same"),
            _ => Sender().IsMatch(from) ? null : (21212, $"Invalid From Number (caller ID): {from}"),
        };
    }

    private static (int Code, string Message)? RefuseContent(FormFields form)
    {
        var media = form.Values("MediaUrl").ToArray();
        if (form["ContentSid"] is { } template)
        {
            return !IsSid(template, "HX") ? (21655, "The ContentSid Parameter is invalid.")
                : Variables(form) is null ? (21656, "The ContentVariables Parameter is invalid.")
                : null;
        }

        return string.IsNullOrEmpty(form["Body"]) && media.Length == 0 ? (21602, "Message body is required.")
            : form["Body"]?.Length > MaxBody ? (21617, "The concatenated message body exceeds the 1600 character limit.")
            : media.Length > MaxMedia ? (21623, "Number of media files exceeds allowed limit")
            : media.Any(url => !IsWeb(url)) ? (21620, "Invalid media URL(s)")
            : form["StatusCallback"] is { } callback && !IsWeb(callback) ? (21609, $"Invalid 'StatusCallback' URL: {callback}")
            : null;
    }

    private static bool IsWeb(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    [GeneratedRegex("^\\+[1-9][0-9]{6,14}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();

    [GeneratedRegex(Senders.NumberPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Sender();
}

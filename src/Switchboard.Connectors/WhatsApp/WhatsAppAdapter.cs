using System.Globalization;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Meta;
using Switchboard.Validation;

namespace Switchboard.Connectors.WhatsApp;

/// <summary>Speaks the WhatsApp Business Cloud API: JSON to the number's messages.</summary>
internal sealed class WhatsAppAdapter(Attempt attempt) : IWhatsApp
{
    /// <summary>The current version. The description that judges it is of v23.0: Meta publishes no later one.</summary>
    public const string Version = "v26.0";

    private readonly GraphCalls _graph = new(attempt, Version, "AccessToken") { Own = WhatsAppFaults.MeaningOf };

    /// <summary>What attributes cannot say of a template's values.</summary>
    public static void CheckTemplate(SendTemplate input, DateTimeOffset now, ValidationErrors errors) => TemplateValues.Check(input.Variables, errors);

    public Task<SentMessage> SendMessageAsync(SendMessage input, CancellationToken ct = default) => SendAsync(
        new WireMessage
        {
            To = input.To,
            Type = "text",
            Text = new WireText(input.Body, input.PreviewUrl ?? false),
        },
        ct);

    public Task<SentMessage> SendTemplateAsync(SendTemplate input, CancellationToken ct = default) => SendAsync(
        new WireMessage
        {
            To = input.To,
            Type = "template",
            Template = new WireTemplate(input.Template, new WireLanguage(input.Language), TemplateValues.ToComponents(input.Variables)),
        },
        ct);

    private async Task<SentMessage> SendAsync(WireMessage message, CancellationToken ct)
    {
        var whole = message with { MessagingProduct = "whatsapp", RecipientType = "individual" };
        using var request = _graph.PostJson(
            Uri.EscapeDataString(_graph.Setting("PhoneNumberId")) + "/messages", JsonSerializer.SerializeToUtf8Bytes(whole, WhatsAppWireJson.Default.WireMessage));
        var taken = await _graph.SendAsync(request, WhatsAppWireJson.Default.WireTaken, ct).ConfigureAwait(false);
        var (id, status) = taken.Messages is [{ Id: { } known } one, ..] ? (known, one.MessageStatus) : throw GraphFaults.Missing("messages[0].id");
        return new SentMessage(id, taken.Contacts is [{ WaId: { } waId }, ..] ? waId : null, status);
    }
}

/// <summary>What error codes mean at WhatsApp alone.</summary>
internal static class WhatsAppFaults
{
    /// <summary>Codes: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.</summary>
    public static GraphMeaning MeaningOf(GraphError error) => error.Code switch
    {
        130429 or 131056 => GraphMeaning.Throttled,
        0 => GraphMeaning.Token,
        131000 => GraphMeaning.Transient,

        // Too much of what was sent is marked as spam: waiting a little does not help, and trying on makes it worse.
        131048 or 131049 => GraphMeaning.Refused,
        131008 or 131026 or 131030 or 131047 or 132000 or 132001 or 132015 or 133010 => GraphMeaning.Refused,
        _ => GraphMeaning.Unknown,
    };
}

/// <summary>Values of a template's placeholders: by number from 1 on, or by name.</summary>
internal static class TemplateValues
{
    /// <summary>Notes numbers with a gap, and numbers mixed with names.</summary>
    public static void Check(IReadOnlyDictionary<string, string>? values, ValidationErrors errors)
    {
        var numbers = values?.Keys.Where(IsNumber).ToHashSet() ?? [];
        if (numbers.Count == 0)
        {
            return;
        }

        if (numbers.Count < values!.Count)
        {
            errors.Add("$.variables", "must be all by number or all by name");
        }
        else if (Enumerable.Range(1, numbers.Count).Any(number => !numbers.Contains(number.ToString(CultureInfo.InvariantCulture))))
        {
            errors.Add("$.variables", $"must be numbered from 1 to {numbers.Count} with none left out, as there are {numbers.Count}");
        }
    }

    /// <summary>The values as the body's parameters, in their order; null: none.</summary>
    public static IReadOnlyList<WireComponent>? ToComponents(IReadOnlyDictionary<string, string>? values)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }

        var ordered = values.Keys.All(IsNumber)
            ? values.OrderBy(value => value.Key.Length).ThenBy(value => value.Key, StringComparer.Ordinal).Select(value => new WireParameter("text", value.Value))
            : values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => new WireParameter("text", value.Value, value.Key));
        return [new WireComponent("body", [.. ordered])];
    }

    private static bool IsNumber(string name) => name.Length is > 0 and < 4 && name.All(char.IsAsciiDigit);
}

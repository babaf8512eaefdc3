using Switchboard.Contracts;

namespace Switchboard.Connectors.WhatsApp;

file static class Pages
{
    internal const string Throughput = "https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput";
    internal const string PairRate = "Meta's error 131056; the figure is from memory, see the README";
}

/// <summary>Messages to people on WhatsApp from a business number: free text within an open conversation, approved templates at any time.</summary>
/// <remarks>
/// 80 messages a second for a number. To one person about one in six seconds with bursts to 45: 45 within 270 s says both.
/// </remarks>
[Connector(
    "whatsapp",
    Category = "SMS",
    BaseAddress = "https://graph.facebook.com",
    ApiVersion = WhatsAppAdapter.Version,
    Adapter = typeof(WhatsAppAdapter),
    Simulator = typeof(WhatsAppSimulator),
    Json = typeof(WhatsAppJson),
    Triggers = ["message.received", "message.status"])]
[Credential("PhoneNumberId", "Id of the business's phone number, digits, from WhatsApp Manager or the app's API setup. Not the number itself.", Simulated = "106540352242922")]
[Credential("AccessToken", "Access token of a system user with the permission whatsapp_business_messaging, from Business settings.", Simulated = "EAAsimulatedWhatsAppToken")]
[Credential("GraphVersion", "Version of the Graph API to speak, as v26.0.", Optional = true, Simulated = WhatsAppAdapter.Version)]
[Credential("PhoneNumberId", "Id of the business's phone number, where requests must be proved with the app's secret.", Set = "proof", Simulated = "106540352242922")]
[Credential("AccessToken", "Access token of a system user, where requests must be proved with the app's secret.", Set = "proof", Simulated = "EAAsimulatedWhatsAppToken")]
[Credential("AppSecret", "The Meta app's secret, with which every request is proved; from the app's basic settings.", Set = "proof", Simulated = "00000000000000000000000000000001")]
[RateLimit("messages", 80, 1, Source = Pages.Throughput)]
[RateLimit("pair", 45, 270, Source = Pages.PairRate)]
[QuietHours("21:00", "08:00")]
public interface IWhatsApp
{
    /// <summary>
    /// Sends free text to one person who wrote to this number within the last 24 hours. To anybody else WhatsApp takes the message,
    /// answers with an id, and then does not deliver it (error 131047 in the status webhook): use sendTemplate there. An id means
    /// taken, not delivered. Sending the same text twice sends it twice.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Scopes = ["whatsapp_business_messaging"], QuietHours = true)]
    [Cost("messages")]
    [Cost("pair", Per = "to")]
    Task<SentMessage> SendMessageAsync(SendMessage input, CancellationToken ct = default);

    /// <summary>
    /// Sends an approved template to one person at any time, its placeholders filled with your values. Name, language and the number
    /// of values must be those of a template that Meta approved. An id means taken, not delivered.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(WhatsAppAdapter.CheckTemplate), Aliases = ["SEND_TEMPLATE"], Scopes = ["whatsapp_business_messaging"], QuietHours = true)]
    [Cost("messages")]
    [Cost("pair", Per = "to")]
    Task<SentMessage> SendTemplateAsync(SendTemplate input, CancellationToken ct = default);
}

/// <summary>Free text to send.</summary>
/// <param name="To">Recipient's number as E.164, with plus sign and country: <c>+14155550123</c>.</param>
/// <param name="Body">Text, 1 to 4,096 characters; *bold*, _italic_ and ~struck~ are WhatsApp's own marks.</param>
/// <param name="PreviewUrl">Whether the first link shows a preview. Default false.</param>
public sealed record SendMessage(
    [Recipient, Format(TextFormat.Phone)] string To,
    [Content, Length(1, 4096)] string Body,
    bool? PreviewUrl = null);

/// <summary>A template to send.</summary>
/// <param name="To">Recipient's number as E.164, with plus sign and country: <c>+14155550123</c>.</param>
/// <param name="Template">Name of the template: lower-case letters, digits and underscores.</param>
/// <param name="Language">Language in which it was approved, as <c>en</c> or <c>en_US</c>.</param>
/// <param name="Variables">
/// Values of the body's placeholders, each 1 to 1,024 characters: by number as <c>{"1": "Ada", "2": "noon"}</c> with none left out, or by
/// name as <c>{"name": "Ada"}</c> for a template with named ones. None: the template has no placeholders.
/// </param>
public sealed record SendTemplate(
    [Recipient, Format(TextFormat.Phone)] string To,
    [Pattern("^[a-z0-9_]{1,512}$")] string Template,
    [Pattern("^[a-z]{2,3}(_[A-Za-z]{2,4})?$")] string Language,
    [Content, Length(1, 1024)] IReadOnlyDictionary<string, string>? Variables = null);

/// <summary>A message that WhatsApp took.</summary>
/// <param name="Id">Its id, <c>wamid.</c> and base64. It holds the recipient's number, readable by anybody.</param>
/// <param name="WaId">The recipient's WhatsApp id: their number without plus sign, at times written otherwise than in the call.</param>
/// <param name="Status">accepted, held_for_quality_assessment or paused; absent: WhatsApp did not say.</param>
public sealed record SentMessage([Recipient] string Id, [Recipient] string? WaId = null, string? Status = null);

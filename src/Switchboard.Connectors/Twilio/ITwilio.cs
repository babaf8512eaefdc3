using Switchboard.Contracts;
using Switchboard.Validation;

namespace Switchboard.Connectors.Twilio;

/// <summary>Text messages to phones through Twilio: SMS, MMS and approved templates, their delivery, and checks of phone numbers.</summary>
[Connector(
    "twilio",
    Aliases = ["sms"],
    Category = "SMS",
    BaseAddress = "https://api.twilio.com",
    ApiVersion = "2010-04-01",
    Adapter = typeof(TwilioAdapter),
    Simulator = typeof(TwilioSimulator),
    Json = typeof(TwilioJson),
    Triggers = ["message.received", "message.status"])]
[Credential("AccountSid", "Account SID, AC and 32 hex digits, from the Twilio console's front page.", Set = "token", Simulated = "AC00000000000000000000000000000001")]
[Credential("AuthToken", "Auth token of the account, from the Twilio console's front page.", Set = "token", Simulated = "simulated-auth-token")]
[Credential("AccountSid", "Account SID, AC and 32 hex digits, that the API key belongs to.", Set = "apiKey", Simulated = "AC00000000000000000000000000000001")]
[Credential("ApiKeySid", "SID of an API key, SK and 32 hex digits, from Account, API keys and tokens.", Set = "apiKey", Simulated = "SK00000000000000000000000000000001")]
[Credential("ApiKeySecret", "Secret of the API key; Twilio shows it once, when the key is made.", Set = "apiKey", Simulated = "simulated-api-key-secret")]
[QuietHours("21:00", "08:00")]
public interface ITwilio
{
    /// <summary>
    /// Sends a text message to one phone. Use it for free text; for wording that was approved beforehand use sendTemplate.
    /// Twilio takes the message into its queue and answers at once: the status is queued, or accepted with a messaging
    /// service. Delivery comes later: ask getMessage with the sid. Sending the same text twice sends it twice.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(TwilioAdapter.CheckSms), Aliases = ["SEND_SMS"], QuietHours = true)]
    Task<QueuedMessage> SendSmsAsync(SendSms input, CancellationToken ct = default);

    /// <summary>
    /// Sends a content template to one phone, its placeholders filled with your values. Use it where wording must be
    /// approved beforehand or is kept in one place. Answers and repeats as sendSms does.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(TwilioAdapter.CheckTemplate), Aliases = ["SEND_TEMPLATE"], QuietHours = true)]
    Task<QueuedMessage> SendTemplateAsync(SendTemplate input, CancellationToken ct = default);

    /// <summary>Reads one message: whether it was delivered, and if not, why.</summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<Message> GetMessageAsync(GetMessage input, CancellationToken ct = default);

    /// <summary>
    /// Lists the account's messages, sent and received, newest first, one page a call. For the next page repeat the
    /// same input with pageToken set to nextPageToken; no nextPageToken means the end.
    /// </summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<MessagePage> ListMessagesAsync(ListMessages input, CancellationToken ct = default);

    /// <summary>
    /// Checks whether a phone number can exist and gives its country and usual spelling. Use it before sending to a
    /// number from outside. It does not say whether the number is in use or can take text messages. A wrong number is
    /// an answer with valid false, not an error.
    /// </summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<PhoneNumberLookup> LookupPhoneNumberAsync(LookupPhoneNumber input, CancellationToken ct = default);
}

/// <summary>A text message to send.</summary>
/// <param name="To">Recipient's number as E.164, with plus sign and country: <c>+14155550123</c>.</param>
/// <param name="From">
/// Sender: a Twilio number of yours as E.164, a short code of 3 to 8 digits, an alphanumeric sender of up to 11 letters,
/// digits and spaces with at least one letter, or the SID of a messaging service (MG and 32 hex digits), which picks the number.
/// </param>
/// <param name="Body">
/// Text, 1 to 1,600 characters. More than 160 (70 with characters outside of the GSM alphabet, as emoji) is
/// sent, and billed, as several segments.
/// </param>
/// <param name="MediaUrls">
/// Public addresses of up to 10 pictures or files, which make it an MMS: only where the sender can, mainly in the United States and Canada.
/// </param>
/// <param name="StatusCallback">Public address that Twilio calls when the status changes.</param>
public sealed record SendSms(
    [Recipient, Format(TextFormat.Phone)] string To,
    [Recipient, Pattern(Senders.Pattern)] string From,
    [Content, Length(1, 1600)] string Body,
    [Content, Items(1, 10), Format(TextFormat.Uri)] IReadOnlyList<string>? MediaUrls = null,
    [Format(TextFormat.Uri)] string? StatusCallback = null);

/// <summary>A content template to send.</summary>
/// <param name="To">Recipient's number as E.164, with plus sign and country: <c>+14155550123</c>.</param>
/// <param name="From">Sender, as in sendSms: number, short code, alphanumeric sender or messaging service.</param>
/// <param name="ContentSid">SID of the template: HX and 32 hex digits, from Twilio's content template builder.</param>
/// <param name="Variables">
/// Values by placeholder name, as <c>{"1": "Ada", "2": "noon"}</c>; a placeholder left out takes the template's default.
/// </param>
public sealed record SendTemplate(
    [Recipient, Format(TextFormat.Phone)] string To,
    [Recipient, Pattern(Senders.Pattern)] string From,
    [Pattern("^HX[0-9a-fA-F]{32}$")] string ContentSid,
    [Content] IReadOnlyDictionary<string, string>? Variables = null);

/// <summary>A message that Twilio took.</summary>
/// <param name="Sid">SID of the message: SM (text) or MM (with media) and 32 hex digits.</param>
/// <param name="Status">queued, or accepted with a messaging service. Neither means delivered.</param>
public sealed record QueuedMessage(string Sid, string Status);

/// <summary>Which message to read.</summary>
/// <param name="Sid">SID of the message: SM or MM and 32 hex digits.</param>
public sealed record GetMessage([Pattern("^(SM|MM)[0-9a-fA-F]{32}$")] string Sid);

/// <summary>A message as it is now.</summary>
/// <param name="Sid">SID of the message.</param>
/// <param name="Status">
/// accepted, queued, sending, sent (the carrier has it), delivered, undelivered, failed, scheduled, canceled, received, receiving,
/// read or partially_delivered. Final: delivered, undelivered, failed, canceled, received, read.
/// </param>
/// <param name="To">Recipient's number.</param>
/// <param name="From">Sender; absent while a messaging service has not picked one.</param>
/// <param name="Body">Text; of a template, as filled in.</param>
/// <param name="Direction">outbound-api for what was sent here, inbound for what was received.</param>
/// <param name="ErrorCode">Why it was not delivered, as 30003 (unreachable) or 30007 (filtered by the carrier); absent: no error.</param>
/// <param name="ErrorMessage">The error code in words.</param>
/// <param name="DateCreated">When Twilio took it.</param>
/// <param name="DateSent">When it went to the carrier; absent: not yet.</param>
/// <param name="NumSegments">Segments billed; 0 while a messaging service has not picked a sender.</param>
/// <param name="NumMedia">Media files.</param>
/// <param name="MessagingServiceSid">Messaging service that sent it; absent: none.</param>
/// <param name="Price">Amount billed, negative, in PriceUnit; absent: not known yet.</param>
/// <param name="PriceUnit">Currency, as USD.</param>
public sealed record Message(
    [Volatile] string Sid,
    [Volatile] string Status,
    [Recipient] string To,
    [Recipient, Volatile] string? From,
    [Content] string Body,
    string? Direction = null,
    [Volatile] int? ErrorCode = null,
    [Volatile] string? ErrorMessage = null,
    [Volatile] DateTimeOffset? DateCreated = null,
    [Volatile] DateTimeOffset? DateSent = null,
    [Volatile] int? NumSegments = null,
    int? NumMedia = null,
    string? MessagingServiceSid = null,
    [Volatile] decimal? Price = null,
    [Volatile] string? PriceUnit = null);

/// <summary>Which messages to list.</summary>
/// <param name="To">Only messages to this number, E.164.</param>
/// <param name="From">Only messages from this number, short code or alphanumeric sender.</param>
/// <param name="PageSize">Messages a page, 1 to 1,000; default 50.</param>
/// <param name="PageToken">The nextPageToken of the page before, with the same other fields; absent: first page.</param>
public sealed record ListMessages(
    [Recipient, Format(TextFormat.Phone)] string? To = null,
    [Recipient, Pattern(Senders.NumberPattern)] string? From = null,
    [Range(1, 1000)] int? PageSize = null,
    [Volatile, Pattern("^[0-9]{1,9}\\.\\S{0,200}$")] string? PageToken = null);

/// <summary>One page of messages.</summary>
/// <param name="Messages">Newest first.</param>
/// <param name="NextPageToken">Where the next page starts; absent: this is the last.</param>
public sealed record MessagePage(IReadOnlyList<Message> Messages, [Volatile] string? NextPageToken = null);

/// <summary>A phone number to check.</summary>
/// <param name="PhoneNumber">
/// E.164 with plus sign (<c>+14155550123</c>), or as written within its country; digits, spaces, dots, dashes and brackets.
/// </param>
/// <param name="CountryCode">Country of a number without plus sign, two capital letters as GB; default US.</param>
public sealed record LookupPhoneNumber(
    [Recipient, Pattern("^\\+?[0-9(][0-9(). -]{0,30}$")] string PhoneNumber,
    [Pattern("^[A-Z]{2}$")] string? CountryCode = null);

/// <summary>What a phone number is.</summary>
/// <param name="Valid">Whether the number is in a range that can be given to somebody.</param>
/// <param name="ValidationErrors">
/// Why not, of TOO_SHORT, TOO_LONG, INVALID_BUT_POSSIBLE, INVALID_COUNTRY_CODE, INVALID_LENGTH and NOT_A_NUMBER; empty when valid.
/// </param>
/// <param name="PhoneNumber">The number as E.164.</param>
/// <param name="CountryCode">Its country, two capital letters; absent when not valid.</param>
/// <param name="CallingCountryCode">Digits after the plus sign that name the country, as 44.</param>
/// <param name="NationalFormat">As people there write it: <c>(415) 555-0123</c>.</param>
public sealed record PhoneNumberLookup(
    bool Valid,
    IReadOnlyList<string> ValidationErrors,
    [Recipient] string? PhoneNumber = null,
    string? CountryCode = null,
    string? CallingCountryCode = null,
    [Recipient] string? NationalFormat = null);

/// <summary>What may stand as the sender of a message.</summary>
internal static class Senders
{
    private const string Numbers = "\\+[1-9][0-9]{1,14}|[0-9]{3,8}|[0-9 ]{0,10}[A-Za-z][0-9A-Za-z ]{0,10}";

    /// <summary>Characters of an alphanumeric sender; the pattern alone would let 21 pass.</summary>
    private const int MaxAlphanumeric = 11;

    /// <summary>A number as E.164, a short code or an alphanumeric sender.</summary>
    public const string NumberPattern = "^(" + Numbers + ")$";

    /// <summary>These, or a messaging service.</summary>
    public const string Pattern = "^(" + Numbers + "|MG[0-9a-fA-F]{32})$";

    /// <summary>Notes an alphanumeric sender that is too long.</summary>
    public static void Check(string from, ValidationErrors errors)
    {
        var isOther = from[0] == '+' || (from.Length == 34 && from.StartsWith("MG", StringComparison.Ordinal));
        if (!isOther && from.Length > MaxAlphanumeric)
        {
            errors.Add("$.from", $"an alphanumeric sender has at most {MaxAlphanumeric} characters; this has {from.Length}");
        }
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Resilience;
using Switchboard.Validation;

namespace Switchboard.Connectors.Twilio;

/// <summary>Speaks Twilio's Messaging 2010-04-01 and Lookup v2.</summary>
internal sealed class TwilioAdapter(Attempt attempt) : ITwilio
{
    private const string DateFormat = "ddd, dd MMM yyyy HH:mm:ss zzz";

    /// <summary>Refused for too many requests at once; "never processed": https://www.twilio.com/docs/api/errors/20429.</summary>
    private const int TooManyRequests = 20429;

    private static readonly Uri LookupHost = new("https://lookups.twilio.com");

    /// <summary>What attributes cannot say of a text.</summary>
    public static void CheckSms(SendSms input, DateTimeOffset now, ValidationErrors errors) => Senders.Check(input.From, errors);

    /// <summary>What attributes cannot say of a template.</summary>
    public static void CheckTemplate(SendTemplate input, DateTimeOffset now, ValidationErrors errors) => Senders.Check(input.From, errors);

    public Task<QueuedMessage> SendSmsAsync(SendSms input, CancellationToken ct)
    {
        var form = Envelope(input.To, input.From);
        form.Add(new("Body", input.Body));
        form.AddRange((input.MediaUrls ?? []).Select(url => new KeyValuePair<string, string>("MediaUrl", url)));
        if (input.StatusCallback is not null)
        {
            form.Add(new("StatusCallback", input.StatusCallback));
        }

        return CreateAsync(form, ct);
    }

    public Task<QueuedMessage> SendTemplateAsync(SendTemplate input, CancellationToken ct)
    {
        var form = Envelope(input.To, input.From);
        form.Add(new("ContentSid", input.ContentSid));
        if (input.Variables is { Count: > 0 } variables)
        {
            // Sorted, so that equal inputs are equal on the wire.
            var sorted = new SortedDictionary<string, string>(variables.ToDictionary(), StringComparer.Ordinal);
            form.Add(new("ContentVariables", JsonSerializer.Serialize(sorted, TwilioWireJson.Default.SortedDictionaryStringString)));
        }

        return CreateAsync(form, ct);
    }

    public async Task<Message> GetMessageAsync(GetMessage input, CancellationToken ct)
    {
        var response = await GetAsync(attempt.Address($"{AccountPath}/Messages/{Uri.EscapeDataString(input.Sid)}.json"), ct).ConfigureAwait(false);
        return ToMessage(response.Read(TwilioWireJson.Default.MessageResource));
    }

    public async Task<MessagePage> ListMessagesAsync(ListMessages input, CancellationToken ct)
    {
        var query = new List<KeyValuePair<string, string?>>
        {
            new("To", input.To),
            new("From", input.From),
            new("PageSize", input.PageSize?.ToString(CultureInfo.InvariantCulture)),
        };
        if (input.PageToken is { } token)
        {
            var dot = token.IndexOf('.');
            query.Add(new("Page", token[..dot]));
            query.Add(new("PageToken", dot + 1 < token.Length ? token[(dot + 1)..] : null));
        }

        var response = await GetAsync(attempt.Address($"{AccountPath}/Messages.json{Query(query)}"), ct).ConfigureAwait(false);
        var page = response.Read(TwilioWireJson.Default.MessageListResource);
        return new MessagePage([.. page.Messages.Select(ToMessage)], PageTokenOf(page.NextPageUri));
    }

    public async Task<PhoneNumberLookup> LookupPhoneNumberAsync(LookupPhoneNumber input, CancellationToken ct)
    {
        // Twilio's own clients leave the plus sign as it is.
        var number = Uri.EscapeDataString(input.PhoneNumber).Replace("%2B", "+", StringComparison.Ordinal);
        var path = $"/v2/PhoneNumbers/{number}{Query([new("CountryCode", input.CountryCode)])}";
        var response = await GetAsync(attempt.Address(LookupHost, path), ct).ConfigureAwait(false);
        var found = response.Read(TwilioWireJson.Default.LookupResource);
        return new PhoneNumberLookup(
            found.Valid ?? false,
            found.ValidationErrors ?? [],
            found.PhoneNumber,
            found.CountryCode,
            found.CallingCountryCode,
            found.NationalFormat);
    }

    private string AccountPath => $"/2010-04-01/Accounts/{Uri.EscapeDataString(attempt.Credential["AccountSid"])}";

    private static List<KeyValuePair<string, string>> Envelope(string to, string from)
    {
        var isService = from.Length == 34 && from.StartsWith("MG", StringComparison.Ordinal);
        return [new("To", to), new(isService ? "MessagingServiceSid" : "From", from)];
    }

    private async Task<QueuedMessage> CreateAsync(List<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address($"{AccountPath}/Messages.json"));
        request.Content = new FormUrlEncodedContent(form);
        var response = await SendAsync(request, ct).ConfigureAwait(false);
        var message = response.Read(TwilioWireJson.Default.MessageResource);
        return new QueuedMessage(message.Sid, message.Status);
    }

    private async Task<ProviderResponse> GetAsync(Uri address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, ct).ConfigureAwait(false);
    }

    private async Task<ProviderResponse> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization = Authorization();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        if (response.Header("Twilio-Request-Id") is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        return response.IsSuccess ? response : throw Refusal(response);
    }

    private AuthenticationHeaderValue Authorization()
    {
        var credential = attempt.Credential;
        var pair = credential.TryGet("ApiKeySid", out var key) && credential.TryGet("ApiKeySecret", out var secret)
            ? $"{key}:{secret}"
            : $"{credential["AccountSid"]}:{credential["AuthToken"]}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }

    private ProviderException Refusal(ProviderResponse response)
    {
        var now = attempt.Time.GetUtcNow();
        var error = response.TryRead(TwilioWireJson.Default.ErrorResource);
        var code = error?.Code?.ToString(CultureInfo.InvariantCulture);
        return error?.Code == TooManyRequests
            ? HttpFaults.RateLimited(response, now, code!)
            : response.ToException(now, code, error?.Message);
    }

    private static Message ToMessage(MessageResource message) => new(
        message.Sid,
        message.Status,
        message.To ?? "",
        message.From,
        message.Body ?? "",
        message.Direction,
        message.ErrorCode,
        message.ErrorMessage,
        Date(message.DateCreated),
        Date(message.DateSent),
        Number(message.NumSegments),
        Number(message.NumMedia),
        message.MessagingServiceSid,
        decimal.TryParse(message.Price, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) ? price : null,
        message.PriceUnit);

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Query(IEnumerable<KeyValuePair<string, string?>> fields)
    {
        var given = fields.Where(field => field.Value is not null).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!)}");
        var text = string.Join('&', given);
        return text.Length == 0 ? "" : "?" + text;
    }

    /// <summary>Page and token of the relative address of the next page, as one opaque text.</summary>
    private static string? PageTokenOf(string? nextPageUri)
    {
        if (nextPageUri is null)
        {
            return null;
        }

        var fields = nextPageUri[(nextPageUri.IndexOf('?') + 1)..].Split('&').Select(field => field.Split('=', 2)).Where(pair => pair.Length == 2);
        var values = fields.DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        return $"{values.GetValueOrDefault("Page", "0")}.{values.GetValueOrDefault("PageToken", "")}";
    }
}

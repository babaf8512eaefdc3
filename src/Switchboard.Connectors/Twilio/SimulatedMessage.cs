using System.Globalization;

namespace Switchboard.Connectors.Twilio;

/// <summary>A message of the simulated account; what time makes of it is worked out when asked.</summary>
internal sealed record SimulatedMessage
{
    private const string ServiceSender = "+15005550006";
    private const string Undelivered = "555013";

    private static readonly string[] Stages = ["accepted", "queued", "sending", "sent", "delivered"];
    private static readonly int[] SecondsToStage = [0, 1, 2, 3, 6];

    public required string Sid { get; init; }

    public required string AccountSid { get; init; }

    public required string To { get; init; }

    /// <summary>Number or name that sends; null: the messaging service picks one when it queues the message.</summary>
    public string? Sender { get; init; }

    public string? ServiceSid { get; init; }

    public required string Body { get; init; }

    public int Media { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The message as Twilio would show it at an instant.</summary>
    public MessageResource At(DateTimeOffset now)
    {
        var stage = StageAt(now);
        var isQueued = stage > 0;
        var path = $"/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}";
        var segments = isQueued ? MessageSegments.Count(Body) : 0;
        var error = stage == Stages.Length - 1 ? DeliveryError() : null;
        return new MessageResource
        {
            Sid = Sid,
            AccountSid = AccountSid,
            ApiVersion = "2010-04-01",
            Body = Body,
            DateCreated = Date(CreatedAt),
            DateSent = stage >= 3 ? Date(StageStart(3)) : null,
            DateUpdated = Date(StageStart(stage)),
            Direction = "outbound-api",
            ErrorCode = error?.Code,
            ErrorMessage = error?.Message,
            From = isQueued ? Sender ?? ServiceSender : Sender,
            MessagingServiceSid = ServiceSid,
            NumMedia = Media.ToString(CultureInfo.InvariantCulture),
            NumSegments = segments.ToString(CultureInfo.InvariantCulture),
            Price = stage >= 3 ? (-0.0075m * segments).ToString("0.00000", CultureInfo.InvariantCulture) : null,
            PriceUnit = "USD",
            Status = error is null ? Stages[stage] : "undelivered",
            SubresourceUris = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["media"] = path + "/Media.json" },
            To = To,
            Uri = path + ".json",
        };
    }

    private int StageAt(DateTimeOffset now)
    {
        var stage = FirstStage;
        while (stage + 1 < Stages.Length && StageStart(stage + 1) <= now)
        {
            stage++;
        }

        return stage;
    }

    private int FirstStage => Sender is null ? 0 : 1;

    private DateTimeOffset StageStart(int stage) => CreatedAt.AddSeconds(SecondsToStage[stage] - SecondsToStage[FirstStage]);

    private (int Code, string Message)? DeliveryError() => !To[..^1].EndsWith(Undelivered, StringComparison.Ordinal) ? null : To[^1] switch
    {
        '3' => (30003, "Unreachable destination handset"),
        '4' => (30004, "Message blocked"),
        '5' => (30005, "Unknown destination handset"),
        '6' => (30006, "Landline or unreachable carrier"),
        '7' => (30007, "Message filtered"),
        '8' => (30008, "Unknown error"),
        _ => null,
    };

    private static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
}

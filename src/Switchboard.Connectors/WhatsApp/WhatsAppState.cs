using System.Globalization;
using Switchboard.Connectors.Meta;

namespace Switchboard.Connectors.WhatsApp;

/// <summary>The simulated number as it is saved.</summary>
/// <param name="StartedAt">When the account began; people wrote relative to it.</param>
/// <param name="Calls">For the usage header.</param>
/// <param name="Messages">What was sent.</param>
/// <param name="LastWrote">When people wrote, by their digits.</param>
internal sealed record WhatsAppSnapshot(
    DateTimeOffset StartedAt, GraphCallCount Calls, IReadOnlyList<StoredMessage> Messages, IReadOnlyDictionary<string, DateTimeOffset> LastWrote);

/// <summary>A message that was taken; what became of it is worked out when asked.</summary>
/// <param name="Id">Its wamid.</param>
/// <param name="To">Recipient's digits.</param>
/// <param name="Text">What it says.</param>
/// <param name="Category">service, or the template's category.</param>
/// <param name="SentAt">When it was taken.</param>
/// <param name="IsInWindow">Whether the person had written within 24 hours.</param>
internal sealed record StoredMessage(string Id, string To, string Text, string Category, DateTimeOffset SentAt, bool IsInWindow)
{
    private const string Codes = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes";

    /// <summary>Statuses until an instant, oldest first.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="luck">From 0 to 1: the lower, the sooner it is read; from 0.8 on never.</param>
    public IEnumerable<(DateTimeOffset At, WireStatus Status)> Statuses(DateTimeOffset now, double luck)
    {
        if (Failure() is { } error)
        {
            return Until(now, [(SentAt.AddSeconds(1), Status("failed", 1) with { Errors = [error] })]);
        }

        var pricing = new WirePricing(Category != "service", "PMP", Category);
        List<(DateTimeOffset, WireStatus)> all =
        [
            (SentAt.AddSeconds(1), Status("sent", 1) with { Pricing = pricing }),
            (SentAt.AddSeconds(3), Status("delivered", 3) with { Pricing = pricing }),
        ];
        if (luck < 0.8)
        {
            var seconds = 10 + (int)(luck * 600);
            all.Add((SentAt.AddSeconds(seconds), Status("read", seconds)));
        }

        return Until(now, all);
    }

    private static IEnumerable<(DateTimeOffset At, WireStatus Status)> Until(DateTimeOffset now, List<(DateTimeOffset At, WireStatus Status)> all) =>
        all.Where(status => status.At <= now);

    private WireStatus Status(string name, int seconds) =>
        new(Id, name, SentAt.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), To);

    private WireStatusError? Failure() =>
        To.EndsWith("5559126", StringComparison.Ordinal) ? Error(131026, "Message undeliverable", "The person cannot receive WhatsApp messages.")
        : Category == "service" && !IsInWindow ? Error(131047, "Re-engagement message", "More than 24 hours have passed since the person last wrote.")
        : Category == "marketing" && To.EndsWith("5559149", StringComparison.Ordinal) ? Error(131049, "Not delivered to keep the ecosystem healthy", "The person gets no more marketing for now.")
        : null;

    private static WireStatusError Error(int code, string title, string details) => new(code, title, title, new WireErrorDetails(details), Codes);
}

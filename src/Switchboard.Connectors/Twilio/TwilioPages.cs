using System.Globalization;
using System.Text;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Twilio;

/// <summary>Pages of API 2010-04-01: tokens name the message beside which a page starts, addresses are relative.</summary>
internal static class TwilioPages
{
    private const string After = "PA";
    private const string Before = "PB";

    /// <summary>One page of messages that are in order; false: the token names none of them.</summary>
    public static bool TryCut(List<MessageResource> all, SimulatorRequest request, int size, int page, out MessageListResource cut)
    {
        cut = null!;
        var query = request.QueryFields();
        if (!TryStart(all, query["PageToken"], size, page, out var start))
        {
            return false;
        }

        var messages = all.Skip(start).Take(size).ToArray();
        var hasMore = start + messages.Length < all.Count;
        cut = new MessageListResource
        {
            Messages = messages,
            Page = page,
            PageSize = size,
            Start = page * size,
            End = (page * size) + Math.Max(messages.Length - 1, 0),
            FirstPageUri = Address(request, query, size, 0, null),
            NextPageUri = hasMore ? Address(request, query, size, page + 1, After + messages[^1].Sid) : null,
            PreviousPageUri = page > 0 && messages.Length > 0 ? Address(request, query, size, page - 1, Before + messages[0].Sid) : null,
            Uri = Address(request, query, size, page, query["PageToken"]),
        };
        return true;
    }

    private static bool TryStart(List<MessageResource> all, string? token, int size, int page, out int start)
    {
        start = page * size;
        if (string.IsNullOrEmpty(token))
        {
            return true;
        }

        var at = token.Length < 2 ? -1 : all.FindIndex(message => message.Sid == token[2..]);
        start = token.StartsWith(After, StringComparison.Ordinal) ? at + 1 : Math.Max(at - size, 0);
        return at >= 0 && (token.StartsWith(After, StringComparison.Ordinal) || token.StartsWith(Before, StringComparison.Ordinal));
    }

    private static string Address(SimulatorRequest request, FormFields query, int size, int page, string? token)
    {
        var text = new StringBuilder(request.Path).Append('?');
        foreach (var name in new[] { "To", "From" })
        {
            if (query[name] is { } value)
            {
                text.Append(name).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"PageSize={size}&Page={page}");
        return token is null ? text.ToString() : text.Append("&PageToken=").Append(Uri.EscapeDataString(token)).ToString();
    }
}

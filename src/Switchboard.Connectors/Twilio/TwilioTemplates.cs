using System.Globalization;
using System.Text;

namespace Switchboard.Connectors.Twilio;

/// <summary>Content templates of the simulated account.</summary>
internal static class TwilioTemplates
{
    private static readonly DateTimeOffset MadeAt = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Template[] Seeded =
    [
        new("HX00000000000000000000000000000001", "order_update", "Your order {{1}} is {{2}}.", [new("1", "number"), new("2", "on its way")]),
        new("HX00000000000000000000000000000002", "appointment_reminder", "Hello {{1}}, we see you on {{2}} at {{3}}.", [new("1", "there"), new("2", "the agreed day"), new("3", "the agreed time")]),
        new("HX00000000000000000000000000000003", "welcome", "Welcome, {{name}}! Reply STOP to opt out.", [new("name", "friend")]),
    ];

    /// <summary>The text of a message: of a seeded template filled in, of any other the values in order of their names.</summary>
    public static string Render(string sid, SortedDictionary<string, string> variables)
    {
        if (Array.Find(Seeded, template => template.Sid == sid) is not { } known)
        {
            return string.Join(' ', variables.Values);
        }

        // One pass: a value that looks like a placeholder stays as it is.
        var text = new StringBuilder();
        var rest = known.Body.AsSpan();
        while (rest.IndexOf("{{") is >= 0 and var open)
        {
            var close = rest.IndexOf("}}");
            var name = rest[(open + 2)..close].ToString();
            text.Append(rest[..open]).Append(variables.TryGetValue(name, out var value) ? value : known.Defaults.First(item => item.Key == name).Value);
            rest = rest[(close + 2)..];
        }

        return text.Append(rest).ToString();
    }

    /// <summary>A seeded template; null: there is none of this SID.</summary>
    public static ContentResource? Find(string root, string account, string sid) =>
        Array.Find(Seeded, template => template.Sid == sid)?.ToResource(root, account);

    /// <summary>One page of the seeded templates.</summary>
    public static ContentListResource List(string root, string account, int size, int page)
    {
        var start = (long)page * size;
        var hasMore = start + size < Seeded.Length;
        var contents = start < Seeded.Length ? Seeded.Skip((int)start).Take(size) : [];
        return new ContentListResource(
            [.. contents.Select(template => template.ToResource(root, account))],
            new ContentListMeta
            {
                Page = page,
                PageSize = size,
                FirstPageUrl = Address(root, size, 0),
                PreviousPageUrl = page > 0 ? Address(root, size, page - 1) : null,
                Url = Address(root, size, page),
                NextPageUrl = hasMore ? Address(root, size, page + 1) : null,
            });
    }

    private static string Address(string root, int size, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{root}/v1/Content?PageSize={size}&Page={page}");

    private sealed record Template(string Sid, string Name, string Body, KeyValuePair<string, string>[] Defaults)
    {
        public ContentResource ToResource(string root, string account) => new()
        {
            Sid = Sid,
            AccountSid = TwilioChecks.IsSid(account, "AC") ? account : null,
            FriendlyName = Name,
            Language = "en",
            Variables = new SortedDictionary<string, string>(Defaults.ToDictionary(), StringComparer.Ordinal),
            Types = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["twilio/text"] = new Dictionary<string, string> { ["body"] = Body },
            },
            Url = $"{root}/v1/Content/{Sid}",
            DateCreated = MadeAt,
            DateUpdated = MadeAt,
            Links = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["approval_create"] = $"{root}/v1/Content/{Sid}/ApprovalRequests/whatsapp",
                ["approval_fetch"] = $"{root}/v1/Content/{Sid}/ApprovalRequests",
            },
        };
    }
}

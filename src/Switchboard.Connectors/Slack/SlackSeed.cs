using System.Globalization;

namespace Switchboard.Connectors.Slack;

/// <summary>The workspace that a simulation starts with: the same for the same seed.</summary>
internal sealed class SlackSeed(Func<string, string, int, string> newId)
{
    // 2025-01-06T09:00:00Z: before any simulated call, so that nothing of the seed depends on when it is made.
    private const long Created = 1736154000;

    private static readonly Employee[] People =
    [
        new("ada", "Ada Okafor", "Head of Marketing", "Europe/London"),
        new("bruno", "Bruno Keller", "Sales", "Europe/Berlin"),
        new("chen", "Chen Wei", "Designer", "Asia/Singapore"),
        new("dalia", "Dalia Haddad", "Support", "Africa/Cairo"),
        new("elena", "Elena Rossi", "Product Manager", "Europe/Rome"),
        new("farid", "Farid Nazari", "Analyst", "America/New_York"),
    ];

    private static readonly Room[] Rooms =
    [
        new("general", "Company-wide announcements", false, true, false),
        new("marketing", "Campaigns and copy", false, true, false),
        new("launch", "Everything about the next launch", false, true, false),
        new("old-launch", "The launch before", false, true, true),
        new("sales", "Leads and deals", false, true, false),
        new("support", "What customers ask", false, true, false),
        new("random", "Everything else", false, false, false),
        new("leadership", "Plans", true, true, false),
    ];

    public SlackIdentity Identity() => new(
        "T" + newId("team", "", 10), "Example Works", "A" + newId("app", "", 10), "B" + newId("bot", "", 10), "U" + newId("user", "bot", 10), "agent");

    public List<WireUser> Users(SlackIdentity identity)
    {
        List<WireUser> users = [.. People.Select((p, i) => Person("U" + newId("user", p.Name, 10), p.Name, p.RealName, p.Title, p.Zone, identity) with { IsAdmin = i == 0, IsOwner = i == 0 })];
        users.Add(Person(identity.BotUserId, identity.BotName, "Agent", "", "America/Los_Angeles", identity) with
        {
            IsBot = true,
            Profile = new() { RealName = "Agent", RealNameNormalized = "Agent", DisplayName = "", DisplayNameNormalized = "", BotId = identity.BotId, ApiAppId = identity.AppId, Team = identity.TeamId },
        });
        return users;
    }

    public List<WireChannel> Channels(IReadOnlyList<WireUser> users)
    {
        var creator = users[0].Id!;
        var people = users.Where(user => user.IsBot == false).ToList();
        List<WireChannel> channels = [.. Rooms.Select(r => new WireChannel
        {
            Id = "C" + newId("channel", r.Name, 10),
            Name = r.Name,
            NameNormalized = r.Name,
            IsChannel = true,
            IsGroup = false,
            IsIm = false,
            IsMpim = false,
            IsPrivate = r.IsPrivate,
            IsArchived = r.IsArchived,
            IsGeneral = r.Name == "general",
            IsMember = r.IsMember,
            Created = Created,
            Creator = creator,
            Topic = new("", "", 0),
            Purpose = new(r.Purpose, creator, Created),
            NumMembers = people.Count + (r.IsMember ? 1 : 0),
        })];
        channels.AddRange(people.Select(person => new WireChannel
        {
            Id = "D" + newId("channel", person.Id!, 10),
            Created = Created,
            IsArchived = false,
            IsIm = true,
            User = person.Id,
            IsUserDeleted = false,
            Priority = 0,
        }));
        return channels;
    }

    /// <summary>Somebody for an id that is not of the seed, made of the id alone.</summary>
    public static WireUser Stranger(string id, SlackIdentity identity)
    {
        var of = People[id.Sum(c => c) % People.Length];
        var name = "user-" + id.ToLower(CultureInfo.InvariantCulture);
        return Person(id, name, "Guest " + id, of.Title, of.Zone, identity);
    }

    private static WireUser Person(string id, string name, string realName, string title, string zone, SlackIdentity identity) => new()
    {
        Id = id,
        TeamId = identity.TeamId,
        Name = name,
        Deleted = false,
        RealName = realName,
        Tz = zone,
        Profile = new()
        {
            Title = title,
            RealName = realName,
            RealNameNormalized = realName,
            DisplayName = name,
            DisplayNameNormalized = name,
            Email = name + "@example.com",
            Team = identity.TeamId,
        },
        IsAdmin = false,
        IsOwner = false,
        IsBot = false,
        IsAppUser = false,
        Updated = Created,
    };

    private sealed record Employee(string Name, string RealName, string Title, string Zone);

    private sealed record Room(string Name, string Purpose, bool IsPrivate, bool IsMember, bool IsArchived);
}

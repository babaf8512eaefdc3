using Switchboard.Connectors.Gmail;

namespace Switchboard.Connectors.Tests.Gmail;

public sealed class GmailSearchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("invoice", "A")]
    [InlineData("\"december invoice\"", "A")]
    [InlineData("voice", "")]
    [InlineData("to:ada@example.com", "A")]
    [InlineData("to:hidden@example.com", "B")]
    [InlineData("from:me", "A B C")]
    [InlineData("from:zoe", "C")]
    [InlineData("subject:lunch", "B")]
    [InlineData("subject:(team lunch)", "B")]
    [InlineData("subject:lunch to:ada@example.com", "")]
    [InlineData("-subject:lunch", "A C")]
    [InlineData("lunch OR invoice", "A B")]
    [InlineData("{lunch invoice}", "A B")]
    [InlineData("(lunch OR invoice) from:me", "A B")]
    [InlineData("in:inbox", "C")]
    [InlineData("is:unread", "C")]
    [InlineData("label:SENT is:read", "A B")]
    [InlineData("label:nothing", "")]
    [InlineData("has:attachment", "B")]
    [InlineData("filename:menu", "B")]
    [InlineData("after:1796119200", "B C")]
    [InlineData("before:1796119200", "A")]
    [InlineData("newer_than:1h", "B C")]
    [InlineData("older_than:1h", "A")]
    [InlineData("larger:1M", "")]
    [InlineData("smaller:1M", "A B C")]
    [InlineData("unknown:operator", "")]
    [InlineData("rfc822msgid:00000001000070008000000000000001@switchboard.invalid", "A")]
    [InlineData("rfc822msgid:<00000002000070008000000000000001@switchboard.invalid>", "B")]
    public async Task Finds(string query, string expected)
    {
        var rig = await Filled();
        var list = await rig.Gmail.ListMessagesAsync(new ListMessages(Query: query), Ct);
        var subjects = new List<string>();
        foreach (var message in list.Messages)
        {
            subjects.Add((await rig.Gmail.GetMessageAsync(new GetMessage(message.Id), Ct)).Subject[..1]);
        }

        string.Join(' ', subjects.Order()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(7, 59, false)]
    [InlineData(8, 0, true)]
    public async Task Surprise_dates_are_midnight_in_UTC_minus_8(int hour, int minute, bool isFound)
    {
        var rig = new GmailRig();
        rig.Clock.Advance(new DateTimeOffset(2026, 12, 5, hour, minute, 0, TimeSpan.Zero) - TestClock.DefaultStart);
        await rig.Send();
        var after = await rig.Gmail.ListMessagesAsync(new ListMessages(Query: "after:2026/12/05"), Ct);
        var before = await rig.Gmail.ListMessagesAsync(new ListMessages(Query: "before:2026/12/5"), Ct);
        after.Messages.Count.ShouldBe(isFound ? 1 : 0);
        before.Messages.Count.ShouldBe(isFound ? 0 : 1);
    }

    private static async Task<GmailRig> Filled()
    {
        var rig = new GmailRig();
        await rig.Gmail.SendAsync(new SendMessage(["Ada <ada@example.com>"], "A bill", "Your December invoice"), Ct);
        rig.Clock.Advance(TimeSpan.FromHours(2));
        await rig.Gmail.SendAsync(
            new SendMessage(
                ["grace@example.com"], "B team lunch", "Noon", Bcc: ["hidden@example.com"],
                Attachments: [new MailAttachment("menu.pdf", "application/pdf", "AAAA")]),
            Ct);
        await rig.Gmail.SendAsync(new SendMessage(["me@simulated.example"], "C note", "Remember", From: "Zoe <me@simulated.example>"), Ct);
        return rig;
    }
}

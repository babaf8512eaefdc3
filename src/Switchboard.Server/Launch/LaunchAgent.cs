using System.Collections.Concurrent;
using System.Globalization;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Twilio;
using GmailList = Switchboard.Connectors.Gmail.ListMessages;
using GmailRead = Switchboard.Connectors.Gmail.GetMessage;
using TwilioList = Switchboard.Connectors.Twilio.ListMessages;
using TwilioRead = Switchboard.Connectors.Twilio.GetMessage;

namespace Switchboard.Server.Launch;

/// <summary>The demo's agent: mails a campaign, texts those who agreed, tells the team, and reads back what arrived.</summary>
/// <remarks>All it sends is a function of its files, so a run's digest is one of files and seed alone.</remarks>
internal sealed class LaunchAgent(IGmail gmail, ITwilio twilio, ISlack slack, Crew crew)
{
    /// <summary>Its name in the ledger.</summary>
    public const string Name = "LaunchAgent";

    private const int ListPage = 50;
    private const int MailSample = 25;
    private const int TextSample = 25;
    private readonly ConcurrentDictionary<string, string> _mails = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Runs every phase, each after the one before has ended.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(Campaign campaign, ContactList list, CancellationToken ct)
    {
        IReadOnlyList<Contact> mailed = [.. list.Contacts.Where(contact => contact.EmailConsent)];
        IReadOnlyList<Contact> texted = [.. list.Contacts.Where(contact => contact.SmsConsent)];
        var channel = campaign.Slack.Channel;
        await crew.StepsAsync("Look around", 2, async () => channel = await LookAroundAsync(campaign, ct).ConfigureAwait(false)).ConfigureAwait(false);
        await crew.WorkAsync("Mail", mailed, (contact, token) => MailAsync(campaign, contact, token), ct).ConfigureAwait(false);
        await crew.WorkAsync("Text", texted, (contact, token) => TextAsync(campaign, contact, token), ct).ConfigureAwait(false);
        await crew.StepsAsync("Tell the team", 1, () => crew.OneAsync(() => TellAsync(campaign, list, channel, ct))).ConfigureAwait(false);
        await crew.StepsAsync("List what was sent", (_mails.Count + ListPage - 1) / ListPage, () => ListMailAsync(ct)).ConfigureAwait(false);
        await crew.WorkAsync("Read mails back", Sample(mailed, MailSample, contact => _mails.GetValueOrDefault(contact.Email)), ReadMailAsync, ct).ConfigureAwait(false);
        await crew.WorkAsync("Read texts back", Sample(texted, TextSample, contact => _texts.GetValueOrDefault(contact.Email)), ReadTextAsync, ct).ConfigureAwait(false);
        await crew.WorkAsync("Find texts by number", [.. Spread(texted, TextSample).Select(contact => contact.Phone).Distinct()], FindTextAsync, ct).ConfigureAwait(false);
    }

    private async Task<string> LookAroundAsync(Campaign campaign, CancellationToken ct)
    {
        var channel = campaign.Slack.Channel;
        await crew.OneAsync(() => gmail.GetProfileAsync(new GetProfile(), ct)).ConfigureAwait(false);
        await crew.OneAsync(async () =>
        {
            var page = await slack.ListChannelsAsync(new ListChannels(), ct).ConfigureAwait(false);
            var named = page.Channels.FirstOrDefault(one => one.Name == channel.TrimStart('#') || one.Id == channel);
            channel = named?.Id ?? channel;
        }).ConfigureAwait(false);
        return channel;
    }

    private async Task MailAsync(Campaign campaign, Contact contact, CancellationToken ct)
    {
        var sent = await gmail.SendAsync(
            new SendMessage(
                [contact.Email],
                campaign.Fill(campaign.Mail.Subject, contact),
                campaign.Fill(campaign.Mail.Body, contact),
                From: campaign.Mail.From,
                Html: campaign.Mail.Html is { } html ? campaign.Fill(html, contact) : null),
            ct).ConfigureAwait(false);
        _mails[contact.Email] = sent.Id;
    }

    private async Task TextAsync(Campaign campaign, Contact contact, CancellationToken ct)
    {
        var sent = await twilio.SendSmsAsync(new SendSms(contact.Phone, campaign.Sms.From, campaign.Fill(campaign.Sms.Body, contact)), ct).ConfigureAwait(false);
        _texts[contact.Email] = sent.Sid;
    }

    private Task TellAsync(Campaign campaign, ContactList list, string channel, CancellationToken ct)
    {
        var failed = list.Contacts.Count(contact => contact.EmailConsent) - _mails.Count + list.Contacts.Count(contact => contact.SmsConsent) - _texts.Count;
        var text = Campaign.Fill(campaign.Slack.Text, placeholder => placeholder switch
        {
            "mailed" => Number(_mails.Count),
            "texted" => Number(_texts.Count),
            "skipped" => Number(list.Skipped.Count),
            "failed" => Number(failed),
            _ => campaign.Name,
        });
        return slack.PostMessageAsync(new PostMessage(channel, text), ct);
    }

    private async Task ListMailAsync(CancellationToken ct)
    {
        string? token = null;
        do
        {
            var wanted = new GmailList(ListPage, LabelIds: ["SENT"], PageToken: token);
            token = null;
            await crew.OneAsync(async () => token = (await gmail.ListMessagesAsync(wanted, ct).ConfigureAwait(false)).NextPageToken).ConfigureAwait(false);
        }
        while (token is not null);
    }

    private Task ReadMailAsync(string id, CancellationToken ct) => gmail.GetMessageAsync(new GmailRead(id), ct);

    private Task ReadTextAsync(string sid, CancellationToken ct) => twilio.GetMessageAsync(new TwilioRead(sid), ct);

    private Task FindTextAsync(string phone, CancellationToken ct) => twilio.ListMessagesAsync(new TwilioList(To: phone), ct);

    private static string[] Sample(IReadOnlyList<Contact> contacts, int most, Func<Contact, string?> id) =>
        [.. Spread(contacts, most).Select(id).OfType<string>()];

    // By place in the file, so that the sample is the same in every run.
    private static IEnumerable<Contact> Spread(IReadOnlyList<Contact> contacts, int most)
    {
        var step = Math.Max(1, contacts.Count / most);
        return contacts.Where((_, index) => index % step == 0).Take(most);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using System.Globalization;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Twilio;
using Switchboard.Connectors.WhatsApp;
using GmailList = Switchboard.Connectors.Gmail.ListMessages;
using GmailRead = Switchboard.Connectors.Gmail.GetMessage;
using Mail = Switchboard.Connectors.Gmail.SendMessage;
using Template = Switchboard.Connectors.WhatsApp.SendTemplate;
using TwilioList = Switchboard.Connectors.Twilio.ListMessages;
using TwilioRead = Switchboard.Connectors.Twilio.GetMessage;

namespace Switchboard.Server.Launch;

/// <summary>Writes to people who agreed to it: mail, texts, WhatsApp; and reads back what arrived.</summary>
internal sealed class Outreach(IGmail gmail, ITwilio twilio, IWhatsApp whatsApp, Crew crew)
{
    private const int ListPage = 50;
    private const int MailSample = 25;
    private const int TextSample = 25;
    private readonly ConcurrentDictionary<string, string> _mails = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _templates;

    /// <summary>Mails sent.</summary>
    public int Mailed => _mails.Count;

    /// <summary>Texts sent.</summary>
    public int Texted => _texts.Count;

    /// <summary>WhatsApp messages sent.</summary>
    public int Whatsapped => _templates;

    /// <summary>Writes to all who agreed, a way at a time.</summary>
    public async Task WriteAsync(Campaign campaign, ContactList list, CancellationToken ct)
    {
        await crew.WorkAsync("Mail", Mailable(list), (contact, token) => MailAsync(campaign, contact, token), ct).ConfigureAwait(false);
        await crew.WorkAsync("Text", Textable(list), (contact, token) => TextAsync(campaign, contact, token), ct).ConfigureAwait(false);
        if (campaign.Whatsapp is { } template)
        {
            IReadOnlyList<Contact> reached = [.. list.Contacts.Where(contact => contact.WhatsappConsent)];
            await crew.WorkAsync("WhatsApp", reached, (contact, token) => SendTemplateAsync(campaign, template, contact, token), ct).ConfigureAwait(false);
        }
    }

    /// <summary>Reads back some of what was sent.</summary>
    public async Task ReadBackAsync(ContactList list, CancellationToken ct)
    {
        await crew.StepsAsync("List what was sent", (_mails.Count + ListPage - 1) / ListPage, () => ListMailAsync(ct)).ConfigureAwait(false);
        await crew.WorkAsync("Read mails back", Sample(Mailable(list), MailSample, contact => _mails.GetValueOrDefault(contact.Email)), ReadMailAsync, ct).ConfigureAwait(false);
        await crew.WorkAsync("Read texts back", Sample(Textable(list), TextSample, contact => _texts.GetValueOrDefault(contact.Email)), ReadTextAsync, ct).ConfigureAwait(false);
        await crew.WorkAsync("Find texts by number", [.. Spread(Textable(list), TextSample).Select(contact => contact.Phone).Distinct()], FindTextAsync, ct).ConfigureAwait(false);
    }

    private static IReadOnlyList<Contact> Mailable(ContactList list) => [.. list.Contacts.Where(contact => contact.EmailConsent)];

    private static IReadOnlyList<Contact> Textable(ContactList list) => [.. list.Contacts.Where(contact => contact.SmsConsent)];

    private async Task MailAsync(Campaign campaign, Contact contact, CancellationToken ct)
    {
        var sent = await gmail.SendAsync(
            new Mail(
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

    private async Task SendTemplateAsync(Campaign campaign, CampaignTemplate template, Contact contact, CancellationToken ct)
    {
        var variables = template.Variables
            .Select((variable, index) => KeyValuePair.Create((index + 1).ToString(CultureInfo.InvariantCulture), campaign.Fill(variable, contact)))
            .ToDictionary();
        await whatsApp.SendTemplateAsync(new Template(contact.Phone, template.Template, template.Language, variables), ct).ConfigureAwait(false);
        Interlocked.Increment(ref _templates);
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
}

namespace Switchboard.Server.Launch;

/// <summary>Somebody a launch writes to.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Phone">Number as E.164.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="EmailConsent">Whether mail is welcome.</param>
/// <param name="SmsConsent">Whether texts are welcome.</param>
/// <param name="WhatsappConsent">Whether WhatsApp messages are welcome.</param>
internal sealed record Contact(string Name, string Email, string Phone, string TimeZone, bool EmailConsent, bool SmsConsent, bool WhatsappConsent)
{
    /// <summary>Name to greet with: the first word, or what follows the comma.</summary>
    public string FirstName
    {
        get
        {
            var comma = Name.IndexOf(',');
            var given = (comma < 0 ? Name : Name[(comma + 1)..]).Trim();
            var end = given.IndexOf(' ');
            return end < 0 ? given : given[..end];
        }
    }
}

/// <summary>A row that was not used.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Reason">What is wrong; never the value.</param>
internal sealed record SkippedRow(long Line, string Reason);

/// <summary>A file of contacts, read.</summary>
/// <param name="Contacts">Rows that can be used, in the file's order.</param>
/// <param name="Skipped">Rows that cannot.</param>
internal sealed record ContactList(IReadOnlyList<Contact> Contacts, IReadOnlyList<SkippedRow> Skipped);

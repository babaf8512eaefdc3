using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Switchboard.Server.Launch;

/// <summary>What a launch says, and when.</summary>
/// <param name="Name">Name of the campaign.</param>
/// <param name="StartAt">When it starts, with offset: where the simulated clock begins.</param>
/// <param name="Mail">What is mailed.</param>
/// <param name="Sms">What is texted.</param>
/// <param name="Slack">What the team is told.</param>
/// <param name="Plan">Plan of the mail account, which has its daily cap.</param>
/// <param name="Whatsapp">What goes out by WhatsApp; null: nothing.</param>
/// <param name="Discord">What the community is told; null: nothing.</param>
/// <param name="Social">What is posted in public; null: nothing.</param>
/// <param name="Ads">What is spent on advertising; null: nothing.</param>
/// <param name="Product">What the shop sells; null: nothing new.</param>
/// <param name="Payment">The first customer; null: none.</param>
/// <param name="Site">Whose visitors are counted; null: nobody's.</param>
internal sealed partial record Campaign(
    string Name,
    string StartAt,
    CampaignMail Mail,
    CampaignText Sms,
    CampaignPost Slack,
    string? Plan = null,
    CampaignTemplate? Whatsapp = null,
    CampaignPost? Discord = null,
    CampaignSocial? Social = null,
    CampaignAds? Ads = null,
    CampaignProduct? Product = null,
    CampaignPayment? Payment = null,
    CampaignSite? Site = null)
{
    private static readonly string[] OfContact = ["firstName", "name", "campaign"];
    private static readonly string[] OfSummary = ["campaign", "mailed", "texted", "whatsapped", "reached", "spent", "skipped", "failed"];

    /// <summary>Reads and checks a campaign.</summary>
    /// <exception cref="LaunchFileException">It is none; the message names the field.</exception>
    public static Campaign Read(Stream file, string name)
    {
        Campaign? campaign;
        try
        {
            campaign = JsonSerializer.Deserialize(file, CampaignJson.Default.Campaign);
        }
        catch (JsonException e)
        {
            var where = string.IsNullOrEmpty(e.Path) ? "" : $" at {e.Path}";
            throw new LaunchFileException($"{name} is not a campaign{where} (line {(e.LineNumber ?? 0) + 1}): {FirstSentence(e.Message)}");
        }

        if (campaign is null)
        {
            throw new LaunchFileException($"{name} is not a campaign: it is null.");
        }

        if (campaign.ReadStart() is not { Year: >= 2000 and < 2100 })
        {
            throw new LaunchFileException($"{name}: startAt must be a time with its offset between 2000 and 2100, as 2026-03-03T09:00:00-05:00.");
        }

        campaign.CheckPlaceholders(name);
        campaign.CheckDays(name);
        return campaign;
    }

    /// <summary>When it starts.</summary>
    [JsonIgnore]
    public DateTimeOffset Start => ReadStart()!.Value;

    private DateTimeOffset? ReadStart() => HasOffset().IsMatch(StartAt)
        && DateTimeOffset.TryParse(StartAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : null;

    /// <summary>Text for a contact.</summary>
    public string Fill(string template, Contact contact) => Fill(template, placeholder => placeholder switch
    {
        "firstName" => contact.FirstName,
        "name" => contact.Name,
        _ => Name,
    });

    /// <summary>Text with counts.</summary>
    public static string Fill(string template, Func<string, string> value) => Placeholder().Replace(template, match => value(match.Groups[1].Value));

    private void CheckPlaceholders(string file)
    {
        Check(file, "mail.subject", Mail.Subject, OfContact);
        Check(file, "mail.body", Mail.Body, OfContact);
        Check(file, "mail.html", Mail.Html ?? "", OfContact);
        Check(file, "sms.body", Sms.Body, OfContact);
        Check(file, "slack.text", Slack.Text, OfSummary);
        Check(file, "discord.text", Discord?.Text ?? "", OfSummary);
        foreach (var variable in Whatsapp?.Variables ?? [])
        {
            Check(file, "whatsapp.variables", variable, OfContact);
        }
    }

    private void CheckDays(string file)
    {
        if (Ads is { } ads && !(ads.ReviewAfterDays > 0 && ads.Days > ads.ReviewAfterDays && ads.Days <= 90))
        {
            throw new LaunchFileException($"{file}: ads.reviewAfterDays must be above 0, and ads.days above it and at most 90.");
        }
    }

    private static void Check(string file, string field, string template, string[] known)
    {
        foreach (Match match in Placeholder().Matches(template))
        {
            if (!known.Contains(match.Groups[1].Value))
            {
                throw new LaunchFileException($"{file}: {field} has an unknown placeholder. Known there: {string.Join(", ", known.Select(one => "{{" + one + "}}"))}.");
            }
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    [GeneratedRegex(@"T.*([Zz]|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex HasOffset();

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();
}

/// <summary>Reads campaigns: nothing missing, nothing unknown.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowDuplicateProperties = false,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(Campaign))]
internal sealed partial class CampaignJson : JsonSerializerContext;

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
internal sealed partial record Campaign(
    string Name,
    string StartAt,
    CampaignMail Mail,
    CampaignText Sms,
    CampaignPost Slack,
    string? Plan = null)
{
    private static readonly string[] OfContact = ["firstName", "name", "campaign"];
    private static readonly string[] OfSummary = ["campaign", "mailed", "texted", "skipped", "failed"];

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

/// <summary>What is mailed.</summary>
/// <param name="From">Sender; null: the account's own.</param>
/// <param name="Subject">Subject, with placeholders.</param>
/// <param name="Body">Plain text, with placeholders.</param>
/// <param name="Html">HTML, with placeholders; null: plain text only.</param>
internal sealed record CampaignMail(string? From, string Subject, string Body, string? Html = null);

/// <summary>What is texted.</summary>
/// <param name="From">Sender, as E.164.</param>
/// <param name="Body">Text, with placeholders.</param>
internal sealed record CampaignText(string From, string Body);

/// <summary>What the team is told.</summary>
/// <param name="Channel">Channel name or id.</param>
/// <param name="Text">Text, with placeholders of counts.</param>
internal sealed record CampaignPost(string Channel, string Text);

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

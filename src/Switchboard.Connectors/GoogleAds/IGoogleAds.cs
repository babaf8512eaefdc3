using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Campaigns of one Google Ads account: create them, change what they may spend, read what they did.</summary>
[Connector(
    "google-ads",
    Category = "Ads",
    BaseAddress = "https://googleads.googleapis.com",
    ApiVersion = "v25",
    Adapter = typeof(GoogleAdsAdapter),
    Simulator = typeof(GoogleAdsSimulator),
    Json = typeof(GoogleAdsJson))]
[Credential("CustomerId", AdsSettings.Customer, Set = "token", Simulated = "1234567890")]
[Credential("AccessToken", "OAuth 2.0 access token with the scope adwords; lives about an hour.", Set = "token", Simulated = "ya29.simulated")]
[Credential("LoginCustomerId", AdsSettings.Login, Set = "token", Optional = true, Simulated = "9876543210")]
[Credential("DeveloperToken", AdsSettings.Developer, Set = "token", Optional = true, Simulated = "simulated-developer-token")]
[Credential("CustomerId", AdsSettings.Customer, Set = "refresh", Simulated = "1234567890")]
[Credential("ClientId", "OAuth client id, from the Google Cloud console.", Set = "refresh", Simulated = "simulated.apps.googleusercontent.com")]
[Credential("ClientSecret", "OAuth client secret, from the Google Cloud console.", Set = "refresh", Simulated = "GOCSPX-simulated")]
[Credential("RefreshToken", "OAuth refresh token, from the consent with access_type=offline and the scope adwords.", Set = "refresh", Simulated = "1//simulated")]
[Credential("LoginCustomerId", AdsSettings.Login, Set = "refresh", Optional = true, Simulated = "9876543210")]
[Credential("DeveloperToken", AdsSettings.Developer, Set = "refresh", Optional = true, Simulated = "simulated-developer-token")]
[Credential("CustomerId", AdsSettings.Customer, Set = "serviceAccount", Simulated = "1234567890")]
[Credential("ServiceAccountKey", "Text of the JSON key file of a service account that is a user of the Google Ads account.", Set = "serviceAccount", Simulated = "simulated-service-account-key")]
[Credential("LoginCustomerId", AdsSettings.Login, Set = "serviceAccount", Optional = true, Simulated = "9876543210")]
[Credential("DeveloperToken", AdsSettings.Developer, Set = "serviceAccount", Optional = true, Simulated = "simulated-developer-token")]
[RateLimit("operations", 15_000, 86_400, Source = "https://developers.google.com/google-ads/api/docs/access-levels")]
public interface IGoogleAds
{
    /// <summary>
    /// Creates a campaign with a daily budget of its own. It holds no ads yet: until a person adds some in Google Ads it shows nothing
    /// and costs nothing, enabled or not. The name must be new in the account. To change the budget later use adjustBudget.
    /// </summary>
    [Action(
        Effect.Write,
        Repeat.Reconcilable,
        Check = nameof(GoogleAdsAdapter.CheckCampaign),
        ReadBack = nameof(GoogleAdsAdapter.FindCampaignAsync),
        Scopes = [AdsSettings.Scope],
        Aliases = ["CREATE_CAMPAIGN"])]
    [Cost("operations", 4)]
    Task<CreatedCampaign> CreateCampaignAsync(CreateCampaign input, CancellationToken ct = default);

    /// <summary>
    /// Sets what a campaign may spend a day on average, from now on. Setting the same twice is the same as once. A budget that
    /// several campaigns share is left alone and refused, since the others would change too.
    /// </summary>
    [Action(Effect.Write, Repeat.Natural, Check = nameof(GoogleAdsAdapter.CheckBudget), Scopes = [AdsSettings.Scope], Aliases = ["ADJUST_BUDGET"])]
    [Cost("operations", 2)]
    Task<AdjustedBudget> AdjustBudgetAsync(AdjustBudget input, CancellationToken ct = default);

    /// <summary>
    /// Reads what a campaign did in a span of whole days of the account's time zone: shown, clicked, spent. Today's figures still
    /// grow. Figures may change for days after, as Google takes invalid clicks out.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(GoogleAdsAdapter.CheckMetrics), Scopes = [AdsSettings.Scope])]
    [Cost("operations", 3)]
    Task<CampaignMetrics> GetCampaignMetricsAsync(GetCampaignMetrics input, CancellationToken ct = default);
}

/// <summary>A campaign to create.</summary>
/// <param name="Name">Name that no other campaign of the account has; one line, at most 255 bytes as UTF-8.</param>
/// <param name="DailyBudget">
/// Average spend a day, in currency units and not in micros: 25.5 is 25 dollars and 50 cents. At least the currency's smallest coin, and
/// a multiple of it. Google may spend twice that on one day, but at most 30.4 times it a month.
/// </param>
/// <param name="Currency">Currency of dailyBudget, ISO 4217 as USD. It must be the account's own; else nothing is created.</param>
/// <param name="Status">enabled (default) or paused.</param>
/// <param name="Channel">
/// display (default): banners on websites, and Google counts reach. search: text ads beside search results; reach is not counted.
/// </param>
/// <param name="StartDate">First day, yyyy-MM-dd in the account's time zone, not past; default today.</param>
/// <param name="EndDate">Last day, yyyy-MM-dd; default none, it runs until it is stopped.</param>
/// <param name="ContainsEuPoliticalAdvertising">
/// What is declared to Google, as the law of the European Union asks: whether it holds political advertising for people there; default false.
/// </param>
public sealed record CreateCampaign(
    [Content, Length(1, 255), Format(TextFormat.SingleLine)] string Name,
    [Range(0.01, 10_000_000_000)] decimal DailyBudget,
    [Pattern("^[A-Z]{3}$")] string Currency,
    CampaignStatus? Status = null,
    CampaignChannel? Channel = null,
    [Pattern(AdsSettings.Day)] string? StartDate = null,
    [Pattern(AdsSettings.Day)] string? EndDate = null,
    bool? ContainsEuPoliticalAdvertising = null);

/// <summary>How a campaign starts.</summary>
[JsonConverter(typeof(EnumText<CampaignStatus>))]
public enum CampaignStatus
{
    /// <summary>Delivers as soon as it has ads.</summary>
    Enabled,

    /// <summary>Waits until a person enables it.</summary>
    Paused,
}

/// <summary>Where a campaign's ads are shown.</summary>
[JsonConverter(typeof(EnumText<CampaignChannel>))]
public enum CampaignChannel
{
    /// <summary>On websites and in apps of Google's display network.</summary>
    Display,

    /// <summary>Beside the results of Google Search.</summary>
    Search,
}

/// <summary>A campaign that was created.</summary>
/// <param name="Id">Its id: decimal digits, as text.</param>
/// <param name="Status">ENABLED or PAUSED, as Google writes it.</param>
public sealed record CreatedCampaign(string Id, string Status);

/// <summary>A budget to set.</summary>
/// <param name="CampaignId">Id of the campaign, from createCampaign: decimal digits.</param>
/// <param name="DailyBudget">Average spend a day, in units of the account's currency; a multiple of its smallest coin.</param>
public sealed record AdjustBudget(
    [Pattern("^[0-9]{1,19}$")] string CampaignId,
    [Range(0.01, 10_000_000_000)] decimal DailyBudget);

/// <summary>A budget that was set.</summary>
/// <param name="Id">Id of the campaign.</param>
/// <param name="DailyBudget">Average spend a day from now on.</param>
/// <param name="PreviousDailyBudget">What it was right before; where a try was repeated, this may be the new one already.</param>
/// <param name="Currency">The account's currency, as USD.</param>
public sealed record AdjustedBudget(string Id, decimal DailyBudget, [Volatile] decimal PreviousDailyBudget, string Currency);

/// <summary>Which figures to read.</summary>
/// <param name="CampaignId">Id of the campaign: decimal digits.</param>
/// <param name="Since">First day, yyyy-MM-dd in the account's time zone; default the campaign's first.</param>
/// <param name="Until">Last day, included, yyyy-MM-dd; default today.</param>
public sealed record GetCampaignMetrics(
    [Pattern("^[0-9]{1,19}$")] string CampaignId,
    [Pattern(AdsSettings.Day)] string? Since = null,
    [Pattern(AdsSettings.Day)] string? Until = null);

/// <summary>What a campaign did.</summary>
/// <param name="CampaignId">Id of the campaign.</param>
/// <param name="Impressions">Times its ads were shown.</param>
/// <param name="Reach">
/// Different people who saw them. Absent where Google counts none: search campaigns, and spans of more than 92 days. Reach of
/// two spans must not be added up.
/// </param>
/// <param name="Clicks">Clicks.</param>
/// <param name="Spend">Cost, in currency units.</param>
/// <param name="Currency">The account's currency, as USD.</param>
/// <param name="Since">First day counted.</param>
/// <param name="Until">Last day counted.</param>
public sealed record CampaignMetrics(
    string CampaignId,
    [Volatile] long Impressions,
    [Volatile] long? Reach,
    [Volatile] long Clicks,
    [Volatile] decimal Spend,
    string Currency,
    [Volatile] string? Since = null,
    [Volatile] string? Until = null);

/// <summary>Texts that the contract says several times.</summary>
internal static class AdsSettings
{
    public const string Scope = "https://www.googleapis.com/auth/adwords";
    public const string Day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    public const string Customer = "Google Ads account whose campaigns these are: the 10 digits at the top of Google Ads, hyphens left out.";
    public const string Login = "Manager account through which the account is reached, 10 digits; needed only then.";
    public const string Developer = "Not needed: Google has ignored developer tokens since 2026-09-09. Sent if it is given.";
}

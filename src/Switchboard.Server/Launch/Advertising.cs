using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.TikTok;
using FacebookBudget = Switchboard.Connectors.Facebook.AdjustBudget;
using FacebookCampaign = Switchboard.Connectors.Facebook.CreateCampaign;
using FacebookMetrics = Switchboard.Connectors.Facebook.GetCampaignMetrics;
using GoogleBudget = Switchboard.Connectors.GoogleAds.AdjustBudget;
using GoogleCampaign = Switchboard.Connectors.GoogleAds.CreateCampaign;
using GoogleMetrics = Switchboard.Connectors.GoogleAds.GetCampaignMetrics;
using TikTokBudget = Switchboard.Connectors.TikTok.AdjustBudget;
using TikTokCampaign = Switchboard.Connectors.TikTok.CreateCampaign;
using TikTokMetrics = Switchboard.Connectors.TikTok.GetCampaignMetrics;

namespace Switchboard.Server.Launch;

/// <summary>Advertises on three networks, looks after some days whose clicks are cheapest, and spends more there.</summary>
internal sealed class Advertising(IGoogleAds google, IFacebook facebook, ITikTok tikTok, Crew crew)
{
    private readonly SortedDictionary<string, string> _campaigns = new(StringComparer.Ordinal);

    /// <summary>Creates a campaign on each network.</summary>
    public Task CreateAsync(string name, CampaignAds ads, CancellationToken ct) => crew.StepsAsync("Advertise", 3, async () =>
    {
        await crew.OneAsync(async () => _campaigns["google-ads"] = (await google.CreateCampaignAsync(
            new GoogleCampaign(name, ads.DailyBudget, ads.Currency, Connectors.GoogleAds.CampaignStatus.Enabled), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
        await crew.OneAsync(async () => _campaigns["facebook"] = (await facebook.CreateCampaignAsync(
            new FacebookCampaign(name, ads.DailyBudget, ads.Currency, Status: Connectors.Facebook.CampaignStatus.Active), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
        await crew.OneAsync(async () => _campaigns["tiktok"] = (await tikTok.CreateCampaignAsync(
            new TikTokCampaign(name, ads.DailyBudget, ads.Currency, Connectors.TikTok.CampaignStatus.Enabled), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
    });

    /// <summary>Reads what each campaign did, and raises the budget of the one whose clicks are cheapest.</summary>
    public Task ReviewAsync(CampaignAds ads, CancellationToken ct) => crew.StepsAsync("Review the ads", _campaigns.Count + 1, async () =>
    {
        var done = await ReadAsync(ct).ConfigureAwait(false);
        var best = done.Where(campaign => campaign.Clicks > 0).OrderBy(campaign => campaign.Spend / campaign.Clicks).ThenBy(campaign => campaign.Network, StringComparer.Ordinal).FirstOrDefault();
        if (best is not null)
        {
            await crew.OneAsync(() => RaiseAsync(best.Network, ads.RaisedBudget, ct)).ConfigureAwait(false);
        }
    });

    /// <summary>Reads what each campaign reached and spent.</summary>
    public Task MeasureAsync(LaunchFigures figures, CancellationToken ct) => crew.StepsAsync("Read the ads' figures", _campaigns.Count, async () =>
    {
        foreach (var campaign in await ReadAsync(ct).ConfigureAwait(false))
        {
            figures.Reached($"{campaign.Network} ads", campaign.Reach);
            figures.Spent($"{campaign.Network} ads", campaign.Spend, campaign.Currency);
        }
    });

    private async Task<List<AdResult>> ReadAsync(CancellationToken ct)
    {
        var results = new List<AdResult>();
        foreach (var (network, id) in _campaigns)
        {
            await crew.OneAsync(async () => results.Add(await ReadAsync(network, id, ct).ConfigureAwait(false))).ConfigureAwait(false);
        }

        return results;
    }

    private async Task<AdResult> ReadAsync(string network, string id, CancellationToken ct)
    {
        switch (network)
        {
            case "google-ads":
                var ads = await google.GetCampaignMetricsAsync(new GoogleMetrics(id), ct).ConfigureAwait(false);
                return new AdResult(network, ads.Reach ?? ads.Impressions, ads.Clicks, ads.Spend, ads.Currency);
            case "facebook":
                var page = await facebook.GetCampaignMetricsAsync(new FacebookMetrics(id), ct).ConfigureAwait(false);
                return new AdResult(network, page.Reach, page.Clicks, page.Spend, page.Currency);
            default:
                var clip = await tikTok.GetCampaignMetricsAsync(new TikTokMetrics(id), ct).ConfigureAwait(false);
                return new AdResult(network, clip.Reach, clip.Clicks, clip.Spend, clip.Currency);
        }
    }

    private Task RaiseAsync(string network, decimal budget, CancellationToken ct) => network switch
    {
        "google-ads" => google.AdjustBudgetAsync(new GoogleBudget(_campaigns[network], budget), ct),
        "facebook" => facebook.AdjustBudgetAsync(new FacebookBudget(_campaigns[network], budget), ct),
        _ => tikTok.AdjustBudgetAsync(new TikTokBudget(_campaigns[network], budget), ct),
    };

    private sealed record AdResult(string Network, long Reach, long Clicks, decimal Spend, string Currency);
}

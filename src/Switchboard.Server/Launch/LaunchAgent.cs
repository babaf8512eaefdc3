using System.Globalization;
using Switchboard.Connectors.Discord;
using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.Shopify;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Stripe;
using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.Twilio;
using Switchboard.Connectors.WhatsApp;
using Switchboard.Connectors.X;
using Switchboard.Connectors.YouTube;
using Switchboard.Pipeline;
using Switchboard.Simulation;

namespace Switchboard.Server.Launch;

/// <summary>The demo's agent: launches a product over every channel, looks after its ads, and tells what came of it.</summary>
/// <remarks>All it sends is a function of its files, so a run's digest is one of files and seed alone.</remarks>
internal sealed class LaunchAgent(
    IGmail gmail, Outreach outreach, SocialPosts posts, Advertising ads, Storefront shop, SiteReports reports, TeamChat team, Crew crew, SimulatedClock clock)
{
    /// <summary>Its name in the ledger.</summary>
    public const string Name = "LaunchAgent";

    /// <summary>What came of it.</summary>
    public LaunchFigures Figures { get; } = new();

    /// <summary>Makes an agent with the connectors of a gateway.</summary>
    public static LaunchAgent Of(Gateway gateway, Crew crew, SimulatedClock clock)
    {
        var (gmail, facebook, tikTok) = (gateway.Get<IGmail>(), gateway.Get<IFacebook>(), gateway.Get<ITikTok>());
        return new LaunchAgent(
            gmail,
            new(gmail, gateway.Get<ITwilio>(), gateway.Get<IWhatsApp>(), crew),
            new(gateway.Get<IX>(), facebook, gateway.Get<IInstagram>(), tikTok, gateway.Get<IYouTube>(), crew),
            new(gateway.Get<IGoogleAds>(), facebook, tikTok, crew),
            new(gateway.Get<IShopify>(), gateway.Get<IStripe>(), crew),
            new(gateway.Get<IGa4>(), gateway.Get<IGsc>(), crew),
            new(gateway.Get<ISlack>(), gateway.Get<IDiscord>(), crew),
            crew,
            clock);
    }

    /// <summary>Runs every phase, each after the one before has ended.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(Campaign campaign, ContactList list, CancellationToken ct)
    {
        await crew.StepsAsync("Look around", 3, () => LookAroundAsync(campaign, ct)).ConfigureAwait(false);
        await OpenTheShopAsync(campaign, ct).ConfigureAwait(false);
        await outreach.WriteAsync(campaign, list, ct).ConfigureAwait(false);
        await GoPublicAsync(campaign, ct).ConfigureAwait(false);
        await outreach.ReadBackAsync(list, ct).ConfigureAwait(false);
        await ReviewAsync(campaign, ct).ConfigureAwait(false);
        await MeasureAsync(campaign, ct).ConfigureAwait(false);
        await team.TellAsync(campaign, placeholder => Summary(placeholder, campaign, list), ct).ConfigureAwait(false);
    }

    private async Task LookAroundAsync(Campaign campaign, CancellationToken ct)
    {
        await crew.OneAsync(() => gmail.GetProfileAsync(new GetProfile(), ct)).ConfigureAwait(false);
        await team.FindAsync(campaign, ct).ConfigureAwait(false);
    }

    private async Task OpenTheShopAsync(Campaign campaign, CancellationToken ct)
    {
        if (campaign.Product is { } product)
        {
            await shop.StockAsync(product, ct).ConfigureAwait(false);
        }

        if (campaign.Payment is { } payment)
        {
            await shop.ChargeAsync(payment, ct).ConfigureAwait(false);
        }
    }

    private async Task GoPublicAsync(Campaign campaign, CancellationToken ct)
    {
        if (campaign.Social is { } social)
        {
            await posts.PublishAsync(social, ct).ConfigureAwait(false);
        }

        if (campaign.Ads is { } budget)
        {
            await ads.CreateAsync(campaign.Name, budget, ct).ConfigureAwait(false);
        }
    }

    private async Task ReviewAsync(Campaign campaign, CancellationToken ct)
    {
        if (campaign.Ads is { } budget)
        {
            await WaitUntilAsync(campaign.Start.AddDays(budget.ReviewAfterDays), ct).ConfigureAwait(false);
            await ads.ReviewAsync(budget, ct).ConfigureAwait(false);
            await WaitUntilAsync(campaign.Start.AddDays(budget.Days), ct).ConfigureAwait(false);
        }
    }

    private async Task MeasureAsync(Campaign campaign, CancellationToken ct)
    {
        Figures.Reached("gmail", outreach.Mailed);
        Figures.Reached("twilio", outreach.Texted);
        if (campaign.Whatsapp is not null)
        {
            Figures.Reached("whatsapp", outreach.Whatsapped);
        }

        if (campaign.Social is not null)
        {
            await posts.MeasureAsync(Figures, ct).ConfigureAwait(false);
        }

        if (campaign.Ads is not null)
        {
            await ads.MeasureAsync(Figures, ct).ConfigureAwait(false);
        }

        if (campaign.Site is { } site)
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            await reports.ReadAsync(site, DateOnly.FromDateTime(campaign.Start.UtcDateTime), today, Figures, ct).ConfigureAwait(false);
        }

        if (campaign.Product is not null && campaign.Payment is not null)
        {
            await shop.CountAsync(Figures, ct).ConfigureAwait(false);
        }
    }

    // To an instant, not for a time: what is read there is the same however long the calls before took.
    private Task WaitUntilAsync(DateTimeOffset instant, CancellationToken ct) => crew.StepsAsync("Wait", 0, () => clock.DelayAsync(instant - clock.GetUtcNow(), ct));

    private string Summary(string placeholder, Campaign campaign, ContactList list) => placeholder switch
    {
        "mailed" => Number(outreach.Mailed),
        "texted" => Number(outreach.Texted),
        "whatsapped" => Number(outreach.Whatsapped),
        "reached" => Number(Figures.Channels.Sum(figure => figure.Reach)),
        "spent" => Figures.Channels.Sum(figure => figure.Spend).ToString("0.00", CultureInfo.InvariantCulture),
        "skipped" => Number(list.Skipped.Count),
        "failed" => Number(Failed(list)),
        _ => campaign.Name,
    };

    private int Failed(ContactList list) =>
        list.Contacts.Count(contact => contact.EmailConsent) - outreach.Mailed + list.Contacts.Count(contact => contact.SmsConsent) - outreach.Texted;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

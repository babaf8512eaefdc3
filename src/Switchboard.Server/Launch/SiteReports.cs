using System.Globalization;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Gsc;

namespace Switchboard.Server.Launch;

/// <summary>Counts who came to the site, and from which searches.</summary>
internal sealed class SiteReports(IGa4 analytics, IGsc search, Crew crew)
{
    /// <summary>Reads both reports for the days of the launch.</summary>
    public Task ReadAsync(CampaignSite site, DateOnly from, DateOnly until, LaunchFigures figures, CancellationToken ct) => crew.StepsAsync("Read the site's reports", 2, async () =>
    {
        var (first, last) = (Day(from), Day(until));
        await crew.OneAsync(async () =>
        {
            var report = await analytics.RunReportAsync(new RunReport([new ReportDates(first, last)], ["activeUsers", "sessions"]), ct).ConfigureAwait(false);
            figures.Note("visitors of the site", report.Rows.Sum(row => long.Parse(row.Metrics["activeUsers"], CultureInfo.InvariantCulture)));
        }).ConfigureAwait(false);
        await crew.OneAsync(async () =>
        {
            var rows = (await search.QuerySearchAnalyticsAsync(new QuerySearchAnalytics(site.SearchConsole, first, last), ct).ConfigureAwait(false)).Rows;
            figures.Note("clicks from searches", (long)rows.Sum(row => row.Clicks));
        }).ConfigureAwait(false);
    });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

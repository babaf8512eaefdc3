using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Connectors.Google;
using Switchboard.Validation;

namespace Switchboard.Connectors.Ga4;

/// <summary>Speaks the Google Analytics Data API v1beta.</summary>
internal sealed class Ga4Adapter(Attempt attempt) : IGa4
{
    private const string Root = "/v1beta/properties/";

    // "These quota tokens will return in under an hour", the API says; it does not say when.
    private static readonly TimeSpan QuotaReturns = TimeSpan.FromHours(1);

    /// <summary>What attributes cannot say of a report.</summary>
    public static void CheckReport(RunReport input, DateTimeOffset now, ValidationErrors errors)
    {
        Ga4Checks.Dates(input.DateRanges, now, errors);
        Ga4Checks.Filters(input.DimensionFilters, input.MetricFilters, input.Metrics, errors);
        Ga4Checks.Orders(input.OrderBys, input.Metrics, input.Dimensions, errors);
    }

    /// <summary>What attributes cannot say of a realtime report.</summary>
    public static void CheckRealtime(RunRealtimeReport input, DateTimeOffset now, ValidationErrors errors)
    {
        Ga4Checks.Minutes(input.MinuteRanges, errors);
        Ga4Checks.Filters(input.DimensionFilters, input.MetricFilters, input.Metrics, errors);
        Ga4Checks.Orders(input.OrderBys, input.Metrics, input.Dimensions, errors);
    }

    public async Task<Report> RunReportAsync(RunReport input, CancellationToken ct = default)
    {
        using var request = GoogleApi.Post(Address(input.PropertyId, ":runReport"), Ga4Requests.Report(input), Ga4WireJson.Default.WireReportRequest);
        var report = await CallAsync(request, Ga4WireJson.Default.WireReport, ct).ConfigureAwait(false);
        var rows = Rows(report);
        var next = (input.Offset ?? 0) + rows.Count;
        return new Report(
            rows, report.RowCount ?? 0, rows.Count > 0 && next < (report.RowCount ?? 0) ? next : null, Notes(report.Metadata), Quota(report.PropertyQuota, "core"));
    }

    public async Task<RealtimeReport> RunRealtimeReportAsync(RunRealtimeReport input, CancellationToken ct = default)
    {
        using var request = GoogleApi.Post(
            Address(input.PropertyId, ":runRealtimeReport"), Ga4Requests.Realtime(input), Ga4WireJson.Default.WireReportRequest);
        var report = await CallAsync(request, Ga4WireJson.Default.WireReport, ct).ConfigureAwait(false);
        return new RealtimeReport(Rows(report), report.RowCount ?? 0, Quota(report.PropertyQuota, "realtime"));
    }

    public async Task<PropertyMetadata> GetMetadataAsync(GetMetadata input, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(input.PropertyId, "/metadata"));
        var metadata = await CallAsync(request, Ga4WireJson.Default.WireMetadata, ct).ConfigureAwait(false);
        return new PropertyMetadata(
            [.. (metadata.Dimensions ?? []).Select(one => new ReportDimension(one.ApiName ?? "", one.UiName ?? "", one.Description, one.Category, one.CustomDefinition))],
            [.. (metadata.Metrics ?? []).Select(one =>
                new ReportMetric(one.ApiName ?? "", one.UiName ?? "", one.Type ?? "", one.Description, one.Category, one.CustomDefinition))]);
    }

    private static List<ReportRow> Rows(WireReport report)
    {
        var (dimensions, metrics) = (report.DimensionHeaders ?? [], report.MetricHeaders ?? []);
        return [.. (report.Rows ?? []).Select(row => new ReportRow(
            Named([.. dimensions.Select(header => header.Name)], row.DimensionValues), Named([.. metrics.Select(header => header.Name)], row.MetricValues)))];
    }

    private static Dictionary<string, string> Named(string?[] names, IReadOnlyList<WireValue>? values)
    {
        var named = new Dictionary<string, string>(names.Length);
        for (var i = 0; i < names.Length && i < values?.Count; i++)
        {
            named[names[i] ?? ""] = values[i].Value ?? "";
        }

        return named;
    }

    private static ReportNotes? Notes(WireReportMetadata? metadata) => metadata is null
        ? null
        : new ReportNotes(
            metadata.CurrencyCode,
            metadata.TimeZone,
            metadata.EmptyReason,
            metadata.DataLossFromOtherRow,
            metadata.SubjectToThresholding,
            metadata.SamplingMetadatas is { Count: > 0 } ? true : null);

    private ReportQuota? Quota(WireQuota? quota, string bucket)
    {
        if (quota?.TokensPerDay is null)
        {
            return null;
        }

        var thisHour = Math.Min(Left(quota.TokensPerHour), Left(quota.TokensPerProjectPerHour));
        var today = Left(quota.TokensPerDay);
        if (thisHour == 0 || today == 0)
        {
            attempt.LimitReached(attempt.Time.GetUtcNow() + QuotaReturns, bucket);
        }

        return new ReportQuota(quota.TokensPerDay.Consumed ?? 0, thisHour, today);
    }

    // What is not said bounds nothing; what is said without a number is 0, as Google leaves zeros out.
    private static int Left(WireQuotaStatus? status) => status is null ? int.MaxValue : status.Remaining ?? 0;

    private Uri Address(string? property, string path) =>
        attempt.Address(Root + Uri.EscapeDataString(property ?? attempt.Credential["PropertyId"]) + path);

    private async Task<T> CallAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var response = await GoogleApi.SendAsync(attempt, request, Ga4Texts.ReadOnly, hasEffect: true, ct).ConfigureAwait(false);
        return response.IsSuccess ? response.Read(type) : throw GoogleFaults.Of(response, attempt.Time.GetUtcNow());
    }
}

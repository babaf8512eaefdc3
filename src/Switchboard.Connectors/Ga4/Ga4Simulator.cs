using System.Globalization;
using System.Text.Json;
using Switchboard.Connectors.Google;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Ga4;

/// <summary>Plays Google Analytics: every property has an invented site, whose visits are a function of (seed, property, day, kind of visit).</summary>
internal sealed class Ga4Simulator : Simulator
{
    private const int TokensPerDay = 200_000;
    private const int TokensPerHour = 40_000;
    private const int TokensPerProjectPerHour = 14_000;

    // Quotas begin anew at midnight in California; winter time is kept all year.
    private static readonly TimeSpan Pacific = TimeSpan.FromHours(-8);
    private readonly Dictionary<string, int> _taken = [];

    public Ga4Simulator(SimulatorContext context)
        : base(context)
    {
        Map("oauth2.token", "POST", SimulatedGoogle.TokenPath, request =>
            SimulatedGoogle.ExchangeToken(request, Ga4Texts.ReadOnly, Now, key => NewHexId("token", key, 40)));
        Map("analyticsdata.properties.runReport", "POST", "/v1beta/properties/{property}:runReport", request => Report(request, isRealtime: false));
        Map("analyticsdata.properties.runRealtimeReport", "POST", "/v1beta/properties/{property}:runRealtimeReport", request => Report(request, isRealtime: true));
        Map("analyticsdata.properties.getMetadata", "GET", "/v1beta/properties/{property}/metadata", Metadata);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        SimulatedGoogle.IsAuthenticated(request) ? null : SimulatedGoogle.Unauthenticated();

    protected override SimulatorReply NotFound(SimulatorRequest request) => SimulatedGoogle.Error(404, "NOT_FOUND", "Requested entity was not found.");

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, new Ga4State(_taken), Ga4WireJson.Default.Ga4State);

    protected override void LoadState(JsonElement state)
    {
        _taken.Clear();
        foreach (var (name, tokens) in state.Deserialize(Ga4WireJson.Default.Ga4State)!.Taken)
        {
            _taken[name] = tokens;
        }
    }

    private static SimulatorReply Invalid(string message) => SimulatedGoogle.Error(400, "INVALID_ARGUMENT", message);

    private static SimulatorReply? RefuseProperty(string property) => property.All(char.IsAsciiDigit)
        ? null
        : Invalid($"Invalid property ID: {property}. A numeric Property ID is required. To learn more about Property ID, see https://developers.google.com/analytics/devguides/reporting/data/v1/property-id.");

    private SimulatorReply Report(SimulatorRequest request, bool isRealtime)
    {
        var property = request.Route("property");
        if (RefuseProperty(property) is { } refusal)
        {
            return refusal;
        }

        WireReportRequest? asked;
        try
        {
            asked = JsonSerializer.Deserialize(request.Body.Span, Ga4WireJson.Default.WireReportRequest);
        }
        catch (JsonException e)
        {
            return Invalid($"Invalid JSON payload received. Unknown name or value at '{e.Path}': Cannot find field.");
        }

        if (asked?.Property is { } named && named != "properties/" + property)
        {
            return Invalid("The property in the body must be that of the address.");
        }

        return asked is null || (isRealtime ? asked.DateRanges is not null || asked.Offset is not null : asked.MinuteRanges is not null)
            ? Invalid("Invalid JSON payload received. Unknown name: Cannot find field.")
            : Report(asked, property, isRealtime);
    }

    private SimulatorReply Report(WireReportRequest asked, string property, bool isRealtime)
    {
        var site = new Ga4Site(new SeededTraffic(Fraction("property", property)));
        var reporter = isRealtime
            ? new Ga4Reporter(site, Now, Ga4Schema.RealtimeDimensions, Ga4Schema.RealtimeMetrics)
            : new Ga4Reporter(site, Now, Ga4Schema.Dimensions, Ga4Schema.Metrics);
        var cost = 1 + (((asked.Dimensions?.Count ?? 0) + (asked.Metrics?.Count ?? 0)) / 4) + (reporter.DaysOf(asked) / 92);
        if (Take(property, isRealtime ? "realtime" : "core", cost) is not { } quota)
        {
            return SimulatedGoogle.Error(
                429,
                "RESOURCE_EXHAUSTED",
                "Exhausted property tokens for a project per hour. These quota tokens will return in under an hour. To learn more, see https://developers.google.com/analytics/devguides/reporting/data/v1/quotas");
        }

        try
        {
            var report = reporter.Report(asked, isRealtime) with
            {
                Kind = isRealtime ? "analyticsData#runRealtimeReport" : "analyticsData#runReport",
                Metadata = isRealtime ? null : new WireReportMetadata { CurrencyCode = Ga4Site.Currency, TimeZone = Ga4Site.Zone },
                PropertyQuota = asked.ReturnPropertyQuota == true ? quota : null,
            };
            return SimulatorReply.Json(report, Ga4WireJson.Default.WireReport);
        }
        catch (Ga4Exception e)
        {
            return Invalid(e.Message);
        }
    }

    /// <summary>Takes tokens of the hour and the day; null: there are not enough.</summary>
    private WireQuota? Take(string property, string kind, int cost)
    {
        var pacific = Now.ToOffset(Pacific);
        var day = $"{property} {kind} {pacific.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        var hour = $"{property} {kind} {pacific.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}";
        foreach (var old in _taken.Keys.Where(name => name.StartsWith($"{property} {kind} ", StringComparison.Ordinal) && name != day && name != hour).ToList())
        {
            _taken.Remove(old);
        }

        var (today, thisHour) = (_taken.GetValueOrDefault(day) + cost, _taken.GetValueOrDefault(hour) + cost);
        if (today > TokensPerDay || thisHour > TokensPerProjectPerHour)
        {
            return null;
        }

        (_taken[day], _taken[hour]) = (today, thisHour);
        return new WireQuota
        {
            TokensPerDay = new(cost, TokensPerDay - today),
            TokensPerHour = new(cost, TokensPerHour - thisHour),
            TokensPerProjectPerHour = new(cost, TokensPerProjectPerHour - thisHour),
            ConcurrentRequests = new(null, 10),
            ServerErrorsPerProjectPerHour = new(null, 10),
            PotentiallyThresholdedRequestsPerHour = new(null, 120),
        };
    }

    private SimulatorReply Metadata(SimulatorRequest request)
    {
        var property = request.Route("property");
        return RefuseProperty(property) ?? SimulatorReply.Json(
            new WireMetadata(
                $"properties/{property}/metadata",
                [.. Ga4Schema.Dimensions.Select(one => new WireDimensionMetadata
                {
                    ApiName = one.ApiName,
                    UiName = one.UiName,
                    Description = one.Description,
                    Category = one.Category,
                })],
                [.. Ga4Schema.Metrics.Select(one => new WireMetricMetadata
                {
                    ApiName = one.ApiName,
                    UiName = one.UiName,
                    Description = one.Description,
                    Category = one.Category,
                    Type = one.Type,
                    DeprecatedApiNames = one.OldName is { } old ? [old] : null,
                })]),
            Ga4WireJson.Default.WireMetadata);
    }
}

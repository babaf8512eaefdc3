using System.Globalization;
using Switchboard.Connectors.Google;

namespace Switchboard.Connectors.Ga4;

/// <summary>Counts what a report asks for.</summary>
internal sealed class Ga4Reporter(Ga4Site site, DateTimeOffset now, IReadOnlyList<Ga4Dimension> dimensions, IReadOnlyList<Ga4Metric> metrics)
{
    private const int DefaultLimit = 10_000;
    private const int MostRows = 250_000;
    private const int MinutesADay = 1440;
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>The report, without its quota.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="isRealtime">Whether by minutes instead of days.</param>
    /// <exception cref="Ga4Exception">Google would refuse it.</exception>
    public WireReport Report(WireReportRequest request, bool isRealtime)
    {
        Check(request, isRealtime);
        var asked = (request.Dimensions ?? []).Select(name => Dimension(name.Name)).ToArray();
        var counted = (request.Metrics ?? []).Select(name => Metric(name.Name)).ToArray();
        string[] fields = [.. asked.Select(dimension => dimension.ApiName), .. Ga4Filters.Fields(request.DimensionFilter)];
        if (Ga4Schema.Incompatible(fields, counted.Select(metric => metric.ApiName)) is { Count: > 0 } odd)
        {
            throw new Ga4Exception($"Please remove {string.Join(", ", odd)} to make the request compatible. The request's dimensions & metrics are incompatible.");
        }

        var isHourly = fields.Any(field => Dimension(field).IsHourly);
        var ranges = isRealtime ? Minutes(request.MinuteRanges) : Days(request.DateRanges!, isHourly);
        var groups = Count(request, ranges, asked, fields.Contains("eventName"));
        var rows = Rows(groups, request, asked, counted, ranges.Count > 1);
        var start = (int)Math.Min(Number(request.Offset, "offset") ?? 0, rows.Count);
        var limit = (int)Math.Min(Number(request.Limit, "limit") ?? DefaultLimit, MostRows);
        List<WireReportRow> page = [.. rows.Skip(start).Take(limit)];
        return new WireReport
        {
            DimensionHeaders = asked.Length + (ranges.Count > 1 ? 1 : 0) == 0
                ? null
                : [.. asked.Select(dimension => new WireName(dimension.ApiName)), .. ranges.Count > 1 ? [new WireName(Ga4Schema.DateRange)] : Array.Empty<WireName>()],
            MetricHeaders = [.. counted.Zip(request.Metrics ?? [], (metric, name) => new WireMetricHeader(name.Name, metric.Type))],
            Rows = page.Count == 0 ? null : page,
            RowCount = rows.Count == 0 ? null : rows.Count,
        };
    }

    /// <summary>How many days a request reads.</summary>
    public int DaysOf(WireReportRequest request) => (request.DateRanges ?? [])
        .Sum(range => Math.Max(0, (Ga4Checks.ParseDay(range.EndDate, _today) ?? _today).DayNumber - (Ga4Checks.ParseDay(range.StartDate, _today) ?? _today).DayNumber + 1));

    private static void Check(WireReportRequest request, bool isRealtime)
    {
        var error = request switch
        {
            { Metrics: not { Count: > 0 } } and { Dimensions: not { Count: > 0 } } => "Requests must have at least one dimension or metric.",
            { Metrics.Count: > 10 } => "Requests are limited to 10 metrics.",
            { Dimensions.Count: > 9 } => "Requests are limited to 9 dimensions.",
            { DateRanges: not { Count: > 0 } } when !isRealtime => "A date range is required.",
            { DateRanges.Count: > 4 } => "Requests are limited to 4 dateRanges.",
            { MinuteRanges.Count: > 2 } => "Requests are limited to 2 minuteRanges.",
            _ when Number(request.Limit, "limit") is <= 0 => "The limit must be positive.",
            _ when Number(request.Offset, "offset") is < 0 => "The offset must not be negative.",
            _ => null,
        };
        if (error is not null)
        {
            throw new Ga4Exception(error);
        }
    }

    private static long? Number(string? text, string field) => text is null ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new Ga4Exception($"Invalid value at '{field}' (TYPE_INT64), \"{text}\"");

    private Ga4Dimension Dimension(string? name) => dimensions.FirstOrDefault(dimension => dimension.ApiName == name)
        ?? throw new Ga4Exception($"Field {name} is not a valid dimension. For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema");

    private Ga4Metric Metric(string? name) => metrics.FirstOrDefault(metric => name is not null && metric.IsCalled(name))
        ?? throw new Ga4Exception($"Field {name} is not a valid metric. For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema");

    private List<(string Name, List<Ga4Slot> Slots)> Days(IReadOnlyList<WireDates> ranges, bool isHourly) => [.. ranges.Select((range, i) =>
    {
        var (start, end) = (Day(range.StartDate, "startDate"), Day(range.EndDate, "endDate"));
        if (start > end)
        {
            throw new Ga4Exception($"Invalid date range. startDate {range.StartDate} must not be after endDate {range.EndDate}.");
        }

        var slots = new List<Ga4Slot>();
        for (var day = start < SeededTraffic.First ? SeededTraffic.First : start; day <= end && day <= _today; day = day.AddDays(1))
        {
            slots.AddRange(isHourly ? Hours(day) : [Slot(day, 0, 1)]);
        }

        return (range.Name ?? $"date_range_{i}", slots);
    })];

    private DateOnly Day(string? text, string field) => Ga4Checks.ParseDay(text, _today)
        ?? throw new Ga4Exception($"Invalid {field}: {text}. Dates are written as YYYY-MM-DD, NdaysAgo, yesterday or today.");

    private IEnumerable<Ga4Slot> Hours(DateOnly day)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            yield return Slot(day, hour / 24.0, (hour + 1) / 24.0) with { Hour = hour };
        }
    }

    private List<(string Name, List<Ga4Slot> Slots)> Minutes(IReadOnlyList<WireMinutes>? ranges) => [.. (ranges ?? [new WireMinutes(null, null)]).Select((range, i) =>
    {
        var (oldest, newest) = (range.StartMinutesAgo ?? 29, range.EndMinutesAgo ?? 0);
        if (oldest is < 0 or > 29 || newest < 0 || newest > oldest)
        {
            throw new Ga4Exception("Invalid minute range: startMinutesAgo and endMinutesAgo are 0 to 29, the older first.");
        }

        var slots = new List<Ga4Slot>();
        for (var ago = oldest; ago >= newest; ago--)
        {
            var at = now.UtcDateTime.AddMinutes(-ago);
            var minute = (at.Hour * 60) + at.Minute;
            slots.Add(Slot(DateOnly.FromDateTime(at), minute / (double)MinutesADay, (minute + 1) / (double)MinutesADay) with { MinutesAgo = ago });
        }

        return (range.Name ?? $"date_range_{i}", slots);
    })];

    // Nothing is counted that lies ahead.
    private Ga4Slot Slot(DateOnly day, double from, double to)
    {
        var time = day == _today ? now.UtcDateTime.TimeOfDay.TotalDays : 1;
        return new Ga4Slot(day, SeededTraffic.By(Math.Min(from, time)), SeededTraffic.By(Math.Min(to, time)), site.Busyness(day));
    }

    private Dictionary<GroupKey, Ga4Counts> Count(
        WireReportRequest request, List<(string Name, List<Ga4Slot> Slots)> ranges, Ga4Dimension[] asked, bool isByEvent)
    {
        var passes = request.DimensionFilter is { } filter ? Ga4Filters.Compile(filter) : null;
        var cellKeys = Ga4Site.Cells.Select(cell => string.Join('\0', asked.Where(one => one.OfCell is not null).Select(one => one.OfCell!(cell)))).ToArray();
        var groups = new Dictionary<GroupKey, Ga4Counts>();
        for (var range = 0; range < ranges.Count; range++)
        {
            foreach (var slot in ranges[range].Slots)
            {
                var slotKey = string.Join('\0', asked.Where(one => one.OfSlot is not null).Select(one => one.OfSlot!(slot)));
                for (var cell = 0; cell < cellKeys.Length; cell++)
                {
                    var counts = site.Count(slot, cell);
                    foreach (var name in isByEvent ? Ga4Schema.Events : [""])
                    {
                        if (passes is null || passes(field => Value(field, slot, Ga4Site.Cells[cell], name)))
                        {
                            var key = new GroupKey(ranges[range].Name, slotKey, cellKeys[cell], asked.Any(one => one.IsEvent) ? name : "");
                            Add(groups, key, isByEvent ? counts.Only(name) : counts, request.KeepEmptyRows == true);
                        }
                    }
                }
            }
        }

        return groups;
    }

    private static void Add(Dictionary<GroupKey, Ga4Counts> groups, GroupKey key, in Ga4Counts counts, bool keepsEmpty)
    {
        if (keepsEmpty || !counts.IsNothing)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _).Add(counts);
        }
    }

    private string Value(string field, Ga4Slot slot, Ga4Cell cell, string eventName)
    {
        var dimension = Dimension(field);
        return dimension.OfSlot?.Invoke(slot) ?? dimension.OfCell?.Invoke(cell) ?? eventName;
    }

    private List<WireReportRow> Rows(
        Dictionary<GroupKey, Ga4Counts> groups, WireReportRequest request, Ga4Dimension[] asked, Ga4Metric[] counted, bool hasRange)
    {
        var rows = groups.Select(group => new Row(Values(group.Key, asked, hasRange), [.. counted.Select(metric => metric.Of(group.Value))])).ToList();
        if (request.MetricFilter is { } filter)
        {
            var names = request.Metrics!.Select(name => name.Name!).ToList();
            if (Ga4Filters.Fields(filter).FirstOrDefault(field => !names.Contains(field)) is { } unknown)
            {
                throw new Ga4Exception($"Field {unknown} is not a metric of the request.");
            }

            var passes = Ga4Filters.Compile(filter);
            rows.RemoveAll(row => !passes(field => Text(row.Figures[names.IndexOf(field)])));
        }

        if (request.KeepEmptyRows != true)
        {
            rows.RemoveAll(row => row.Figures.Length > 0 && Array.TrueForAll(row.Figures, figure => figure == 0));
        }

        return [.. Sorted(rows, request, asked).Select(row => new WireReportRow(
            row.Values.Length == 0 ? null : [.. row.Values.Select(value => new WireValue(value))], [.. row.Figures.Select(figure => new WireValue(Text(figure)))]))];
    }

    private static IEnumerable<Row> Sorted(List<Row> rows, WireReportRequest request, Ga4Dimension[] asked)
    {
        // Ties by every dimension, and where no order is asked for, most of the first metric first.
        var names = (request.Metrics ?? []).Select(name => name.Name).ToList();
        var sorted = rows.OrderBy(row => string.Join('\0', row.Values), StringComparer.Ordinal);
        if (request.OrderBys is not { Count: > 0 } orders)
        {
            return names.Count == 0 ? sorted : sorted.OrderByDescending(row => row.Figures[0]);
        }

        foreach (var order in orders.Reverse())
        {
            var metric = names.IndexOf(order.Metric?.MetricName);
            var dimension = Array.FindIndex(asked, one => one.ApiName == order.Dimension?.DimensionName);
            Func<Row, double> number = metric >= 0 ? row => row.Figures[metric]
                : dimension >= 0 && order.Dimension!.OrderType == "NUMERIC"
                    ? row => double.TryParse(row.Values[dimension], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0
                : _ => 0;
            Func<Row, string> text = metric < 0 && dimension >= 0 ? row => row.Values[dimension] : _ => "";
            if (metric < 0 && dimension < 0)
            {
                throw new Ga4Exception("Order bys must name a metric or dimension of the request.");
            }

            sorted = order.Desc == true
                ? sorted.OrderByDescending(number).ThenByDescending(text, StringComparer.Ordinal)
                : sorted.OrderBy(number).ThenBy(text, StringComparer.Ordinal);
        }

        return sorted;
    }

    private static string[] Values(GroupKey key, Ga4Dimension[] asked, bool hasRange)
    {
        var (slots, cells) = (key.Slot.Split('\0'), key.Cell.Split('\0'));
        var (slot, cell) = (0, 0);
        string[] values = [.. asked.Select(one => one.OfSlot is not null ? slots[slot++] : one.OfCell is not null ? cells[cell++] : key.Event)];
        return hasRange ? [.. values, key.Range] : values;
    }

    private static string Text(double figure) => figure.ToString("R", CultureInfo.InvariantCulture);

    private readonly record struct GroupKey(string Range, string Slot, string Cell, string Event);

    private sealed record Row(string[] Values, double[] Figures);
}

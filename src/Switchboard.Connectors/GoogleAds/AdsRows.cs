using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Answers queries about a simulated account.</summary>
internal sealed class AdsRows(AdsAccount account, string customerId, DateTimeOffset now)
{
    private const string DateField = "segments.date";

    /// <summary>Longest span for unique_users, in days.</summary>
    private const int MostReachDays = 92;

    private static readonly Dictionary<string, string[]> Resources = new()
    {
        ["customer"] = ["customer", "metrics", "segments"],
        ["campaign"] = ["campaign", "campaign_budget", "customer", "metrics", "segments"],
        ["campaign_budget"] = ["campaign_budget", "customer"],
    };

    private static readonly HashSet<string> Known =
    [
        "customer.resource_name", "customer.id", "customer.descriptive_name", "customer.currency_code", "customer.time_zone",
        "campaign.resource_name", "campaign.id", "campaign.name", "campaign.status", "campaign.advertising_channel_type", "campaign.campaign_budget",
        "campaign.contains_eu_political_advertising", "campaign.start_date_time", "campaign.end_date_time",
        "campaign_budget.resource_name", "campaign_budget.id", "campaign_budget.name", "campaign_budget.amount_micros", "campaign_budget.explicitly_shared",
        "campaign_budget.delivery_method", "campaign_budget.period", "campaign_budget.status", "campaign_budget.reference_count",
        "metrics.impressions", "metrics.clicks", "metrics.cost_micros", "metrics.unique_users", DateField,
    ];

    /// <summary>The rows of a query.</summary>
    /// <exception cref="GaqlException">The query cannot be answered.</exception>
    public List<JsonObject> Answer(GaqlQuery query)
    {
        Check(query);
        var (since, until) = Span(query);
        var isSegmented = query.Fields.Contains(DateField);
        var rows = Entities(query.Resource)
            .SelectMany(entity => isSegmented ? Days(since, until).Select(day => Row(entity, day, day, day)) : [Row(entity, since, until, null)])
            .Where(row => (!isSegmented || row["metrics.impressions"] != "0") && query.Conditions.All(condition => Holds(condition, row)))
            .ToList();
        foreach (var order in query.Order.Reverse())
        {
            rows = [.. order.IsDescending ? rows.OrderByDescending(row => Key(row[order.Field])) : rows.OrderBy(row => Key(row[order.Field]))];
        }

        return [.. rows.Take(query.Limit ?? int.MaxValue).Select(row => Project(row, query))];
    }

    private static void Check(GaqlQuery query)
    {
        if (!Resources.TryGetValue(query.Resource, out var parts))
        {
            throw new GaqlException("BAD_RESOURCE_TYPE_IN_FROM_CLAUSE", $"'{query.Resource}' is not a valid resource name.");
        }

        foreach (var (field, place) in query.Fields.Select(field => (field, "SELECT"))
            .Concat(query.Conditions.Select(condition => (condition.Field, "WHERE"))).Concat(query.Order.Select(order => (order.Field, "ORDER BY"))))
        {
            if (!Known.Contains(field))
            {
                throw new GaqlException("UNRECOGNIZED_FIELD", $"Unrecognized field in the query: '{field}'.");
            }

            if (!parts.Contains(field[..field.IndexOf('.')]))
            {
                throw new GaqlException(
                    $"PROHIBITED_RESOURCE_TYPE_IN_{(place == "WHERE" ? "WHERE" : "SELECT")}_CLAUSE", $"Cannot use '{field}' with resource '{query.Resource}' in {place}.");
            }
        }
    }

    private (DateOnly Since, DateOnly Until) Span(GaqlQuery query)
    {
        var (since, until) = (DateOnly.MinValue, AdsAccount.Today(now));
        var hasFilter = false;
        foreach (var condition in query.Conditions.Where(condition => condition.Field == DateField))
        {
            hasFilter = true;
            var (from, to) = condition.Operator switch
            {
                "BETWEEN" => (Day(condition.Values[0]), Day(condition.Values[1])),
                "=" => (Day(condition.Values[0]), Day(condition.Values[0])),
                ">=" => (Day(condition.Values[0]), until),
                "<=" => (since, Day(condition.Values[0])),
                "DURING" => During(condition.Values[0]),
                _ => throw new GaqlException("BAD_OPERATOR", $"Operator {condition.Operator} cannot be used with {DateField}."),
            };
            (since, until) = (from > since ? from : since, to);
        }

        if (query.Fields.Contains(DateField) && (!hasFilter || since == DateOnly.MinValue))
        {
            throw new GaqlException("EXPECTED_FILTERS_ON_DATE_RANGE", "Expected filters on a finite date range.");
        }

        if (query.Fields.Contains("metrics.unique_users") && until.DayNumber - since.DayNumber >= MostReachDays)
        {
            throw new GaqlException("DATE_RANGE_TOO_WIDE", $"metrics.unique_users can only be requested for date ranges of {MostReachDays} days or less.");
        }

        return since > until ? throw new GaqlException("INVALID_VALUE_WITH_BETWEEN_OPERATOR", "The start date must not be after the end date.") : (since, until);
    }

    private (DateOnly Since, DateOnly Until) During(string name)
    {
        var today = AdsAccount.Today(now);
        return name switch
        {
            "TODAY" => (today, today),
            "YESTERDAY" => (today.AddDays(-1), today.AddDays(-1)),
            "LAST_7_DAYS" => (today.AddDays(-7), today.AddDays(-1)),
            "LAST_30_DAYS" => (today.AddDays(-30), today.AddDays(-1)),
            _ => throw new GaqlException("INVALID_VALUE_WITH_DURING_OPERATOR", $"Invalid date literal '{name}' supplied for DURING operator."),
        };
    }

    private static DateOnly Day(string text) =>
        GoogleAdsChecks.ParseDay(text) ?? throw new GaqlException("INVALID_DATE_FORMAT", "Dates are written as yyyy-MM-dd.");

    private IEnumerable<DateOnly> Days(DateOnly since, DateOnly until)
    {
        var today = AdsAccount.Today(now);
        for (var day = until < today ? until : today; day >= since; day = day.AddDays(-1))
        {
            yield return day;
        }
    }

    private IEnumerable<(AdsCampaign? Campaign, AdsBudget? Budget)> Entities(string resource) => resource switch
    {
        "campaign" => account.Campaigns.Select(campaign => ((AdsCampaign?)campaign, account.Budget(campaign.BudgetId))),
        "campaign_budget" => account.Budgets.Select(budget => ((AdsCampaign?)null, (AdsBudget?)budget)),
        _ => [(null, null)],
    };

    private Dictionary<string, string?> Row((AdsCampaign? Campaign, AdsBudget? Budget) entity, DateOnly since, DateOnly until, DateOnly? day)
    {
        var row = Known.ToDictionary(field => field, string? (_) => null);
        row["customer.resource_name"] = $"customers/{customerId}";
        row["customer.id"] = customerId;
        row["customer.descriptive_name"] = "Example Works";
        row["customer.currency_code"] = AdsAccount.Currency;
        row["customer.time_zone"] = AdsAccount.Zone;
        Add(row, entity.Campaign);
        Add(row, entity.Budget);
        AdsCampaign[] counted = entity.Campaign is { } one ? [one] : [.. account.Campaigns];
        var figures = counted.Select(campaign => account.Figures(campaign, since, until, now)).ToList();
        row["metrics.impressions"] = Text(figures.Sum(figure => figure.Impressions));
        row["metrics.clicks"] = Text(figures.Sum(figure => figure.Clicks));
        row["metrics.cost_micros"] = GoogleAdsChecks.ToMicros(figures.Sum(figure => figure.Spend));
        row["metrics.unique_users"] = entity.Campaign is { Channel: not "SEARCH" } ? Text(figures.Sum(figure => figure.Reach)) : null;
        row[DateField] = day is { } date ? GoogleAdsChecks.Write(date) : null;
        return row;
    }

    private void Add(Dictionary<string, string?> row, AdsCampaign? campaign)
    {
        if (campaign is not null)
        {
            row["campaign.resource_name"] = $"customers/{customerId}/campaigns/{campaign.Id}";
            row["campaign.id"] = campaign.Id;
            row["campaign.name"] = campaign.Name;
            row["campaign.status"] = campaign.Status;
            row["campaign.advertising_channel_type"] = campaign.Channel;
            row["campaign.campaign_budget"] = $"customers/{customerId}/campaignBudgets/{campaign.BudgetId}";
            row["campaign.contains_eu_political_advertising"] = campaign.EuPolitical;
            row["campaign.start_date_time"] = campaign.StartDateTime;
            row["campaign.end_date_time"] = campaign.EndDateTime;
        }
    }

    private void Add(Dictionary<string, string?> row, AdsBudget? budget)
    {
        if (budget is not null)
        {
            row["campaign_budget.resource_name"] = $"customers/{customerId}/campaignBudgets/{budget.Id}";
            row["campaign_budget.id"] = budget.Id;
            row["campaign_budget.name"] = budget.Name;
            row["campaign_budget.amount_micros"] = Text(budget.Micros);
            row["campaign_budget.explicitly_shared"] = budget.IsShared ? "true" : "false";
            row["campaign_budget.delivery_method"] = budget.DeliveryMethod;
            row["campaign_budget.period"] = "DAILY";
            row["campaign_budget.status"] = budget.Status;
            row["campaign_budget.reference_count"] = Text(account.References(budget));
        }
    }

    private static bool Holds(GaqlCondition condition, Dictionary<string, string?> row)
    {
        if (condition.Field == DateField)
        {
            return true;
        }

        var value = row[condition.Field];
        return condition.Operator switch
        {
            "=" => value == condition.Values[0],
            "!=" => value != condition.Values[0],
            "IN" => condition.Values.Contains(value),
            "NOT IN" => !condition.Values.Contains(value),
            "BETWEEN" => Key(value).CompareTo(Key(condition.Values[0])) >= 0 && Key(value).CompareTo(Key(condition.Values[1])) <= 0,
            "<" => Key(value).CompareTo(Key(condition.Values[0])) < 0,
            "<=" => Key(value).CompareTo(Key(condition.Values[0])) <= 0,
            ">" => Key(value).CompareTo(Key(condition.Values[0])) > 0,
            ">=" => Key(value).CompareTo(Key(condition.Values[0])) >= 0,
            "LIKE" => value is not null && value.Contains(condition.Values[0].Trim('%'), StringComparison.Ordinal),
            _ => throw new GaqlException("OPERATOR_FIELD_MISMATCH", $"Operator {condition.Operator} cannot be used with {condition.Field}."),
        };
    }

    private static (long Number, string Text) Key(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (number, "") : (0, value ?? "");

    // A resource that is looked at always says its name.
    private static JsonObject Project(Dictionary<string, string?> row, GaqlQuery query)
    {
        var result = new JsonObject();
        var names = query.Fields.Select(field => field[..field.IndexOf('.')]).Append(query.Resource).Distinct()
            .Where(part => part is not ("metrics" or "segments")).Select(part => part + ".resource_name");
        foreach (var field in names.Concat(query.Fields).Distinct())
        {
            if (row[field] is { } value)
            {
                var dot = field.IndexOf('.');
                var part = Camel(field[..dot]);
                var parent = result[part] as JsonObject ?? [];
                result[part] ??= parent;
                parent[Camel(field[(dot + 1)..])] = field == "campaign_budget.explicitly_shared" ? JsonValue.Create(value == "true") : JsonValue.Create(value);
            }
        }

        return result;
    }

    /// <summary>A field's name as JSON has it.</summary>
    public static string Camel(string name) =>
        string.Concat(name.Split('_').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

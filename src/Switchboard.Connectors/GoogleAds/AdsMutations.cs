using System.Globalization;
using System.Text;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Changes a simulated account as Google Ads would, or says why it would not.</summary>
internal sealed class AdsMutations(AdsAccount account, string customerId, DateTimeOffset now, Func<string, string, string> newId)
{
    private const int MarkerLength = 32;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const long SmallestMicros = 10_000;
    private static readonly string[] BudgetMask = ["amount_micros", "name", "delivery_method"];
    private static readonly string[] CampaignMask = ["status", "name"];
    private static readonly string[] Channels = ["SEARCH", "DISPLAY", "SHOPPING", "VIDEO", "PERFORMANCE_MAX", "DEMAND_GEN", "MULTI_CHANNEL"];

    /// <summary>One operation on budgets.</summary>
    public WireMutateResult? Apply(WireOperation<WireBudget> operation, int index, out WireAdsError? error)
    {
        error = operation switch
        {
            { Create: { } create } => Refuse(create, At(index, "create")),
            { Update: { } update } => RefuseUpdate(update, operation.UpdateMask, index),
            { Remove: { } remove } => account.Budget(IdOf(remove)) is not { } budget ? NotFound(At(index, "remove"))
                : account.References(budget) > 0
                    ? One("campaignBudgetError", "CAMPAIGN_BUDGET_IN_USE", "A campaign budget that is in use cannot be removed.", At(index, "remove"))
                : null,
            _ => NoOperation(index),
        };
        if (error is not null)
        {
            return null;
        }

        var changed = operation switch
        {
            { Create: { } create } => Create(create),
            { Update: { } update } => Update(update, operation.UpdateMask!),
            _ => account.Budget(IdOf(operation.Remove!))! with { Status = "REMOVED" },
        };
        if (operation.Create is null)
        {
            account.Replace(changed);
            account.Note(changed.Id, now);
        }

        return new WireMutateResult { ResourceName = $"customers/{customerId}/campaignBudgets/{changed.Id}", CampaignBudget = ToWire(changed) };
    }

    /// <summary>One operation on campaigns.</summary>
    public WireMutateResult? Apply(WireOperation<WireCampaign> operation, int index, out WireAdsError? error)
    {
        error = operation switch
        {
            { Create: { } create } => Refuse(create, At(index, "create")),
            { Update: { } update } => account.Campaign(IdOf(update.ResourceName ?? "")) is null ? NotFound(At(index, "update", "resource_name"))
                : RefuseMask(operation.UpdateMask, CampaignMask, index),
            { Remove: { } remove } => account.Campaign(IdOf(remove)) is null ? NotFound(At(index, "remove")) : null,
            _ => NoOperation(index),
        };
        if (error is not null)
        {
            return null;
        }

        var changed = operation switch
        {
            { Create: { } create } => Create(create),
            { Update: { } update } => Update(update, operation.UpdateMask!),
            _ => account.Campaign(IdOf(operation.Remove!))! with { Status = "REMOVED" },
        };
        if (operation.Create is null)
        {
            account.Replace(changed);
            account.Note(changed.BudgetId, now);
        }

        return new WireMutateResult { ResourceName = $"customers/{customerId}/campaigns/{changed.Id}", Campaign = ToWire(changed) };
    }

    /// <summary>A budget's name without what a caller put at its end to know its own again: 32 hexadecimal digits.</summary>
    public static string WithoutMarker(string? name) =>
        name is { Length: > MarkerLength } && !name.AsSpan(name.Length - MarkerLength).ContainsAnyExcept("0123456789abcdef") ? name[..^MarkerLength] : name ?? "";

    private WireAdsError? Refuse(WireBudget budget, List<WirePathElement> path)
    {
        if (budget.ExplicitlyShared != false && string.IsNullOrWhiteSpace(budget.Name))
        {
            return One("fieldError", "REQUIRED", "The required field was not present.", [.. path, new("name")]);
        }

        return budget.AmountMicros is null ? One("fieldError", "REQUIRED", "The required field was not present.", [.. path, new("amount_micros")])
            : RefuseName(budget.Name, path) ?? RefuseAmount(budget.AmountMicros, [.. path, new("amount_micros")]);
    }

    private WireAdsError? RefuseName(string? name, List<WirePathElement> path) =>
        name is null ? null
        : Encoding.UTF8.GetByteCount(name) > GoogleAdsChecks.MostNameBytes ? One("stringLengthError", "TOO_LONG", "Too long.", [.. path, new("name")], name)
        : account.Budgets.Any(budget => budget.Name == name && budget.Status == "ENABLED")
            ? One("campaignBudgetError", "DUPLICATE_NAME", "A campaign budget with this name already exists.", [.. path, new("name")], name)
        : null;

    private static WireAdsError? RefuseAmount(string text, List<WirePathElement> path)
    {
        var micros = GoogleAdsChecks.ToLong(text);
        return micros < 0 ? One("campaignBudgetError", "NEGATIVE_MONEY_AMOUNT", "A money amount is negative.", path, text)
            : micros < SmallestMicros
                ? One(
                    "campaignBudgetError",
                    "BUDGET_BELOW_PER_DAY_MINIMUM",
                    "The budget amount is below the per-day minimum.",
                    path,
                    text,
                    new WireErrorDetails(null, new WireMinimumDetails(AdsAccount.Currency, SmallestMicros.ToString(CultureInfo.InvariantCulture))))
            : micros % SmallestMicros != 0
                ? One("campaignBudgetError", "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT", "A money amount is not a multiple of the minimum currency unit.", path, text)
            : null;
    }

    private WireAdsError? RefuseUpdate(WireBudget update, string? mask, int index)
    {
        if (account.Budget(IdOf(update.ResourceName ?? "")) is not { Status: "ENABLED" })
        {
            return NotFound(At(index, "update", "resource_name"));
        }

        return RefuseMask(mask, BudgetMask, index)
            ?? (Names(mask!).Contains("amount_micros") ? RefuseAmount(update.AmountMicros ?? "0", At(index, "update", "amount_micros")) : null);
    }

    private static WireAdsError? RefuseMask(string? mask, string[] known, int index) =>
        string.IsNullOrEmpty(mask) ? One("fieldMaskError", "FIELD_MASK_MISSING", "The field mask must be provided for update operations.", At(index, "update_mask"))
        : Names(mask).FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? One("fieldMaskError", "FIELD_NOT_FOUND", "The field mask contained an invalid field.", At(index, "update_mask"), unknown)
        : null;

    private WireAdsError? Refuse(WireCampaign campaign, List<WirePathElement> path)
    {
        (string Field, bool IsMissing)[] required =
        [
            ("name", string.IsNullOrWhiteSpace(campaign.Name)), ("campaign_budget", campaign.CampaignBudget is null),
            ("advertising_channel_type", campaign.AdvertisingChannelType is null), ("campaign_bidding_strategy", campaign.TargetSpend is null),
            ("contains_eu_political_advertising", campaign.ContainsEuPoliticalAdvertising is null),
        ];
        if (Array.Find(required, field => field.IsMissing).Field is { } missing)
        {
            return One("fieldError", "REQUIRED", "The required field was not present.", [.. path, new(missing)]);
        }

        if (!Channels.Contains(campaign.AdvertisingChannelType))
        {
            return One("requestError", "INVALID_ENUM_VALUE", "An enum value is not permitted.", [.. path, new("advertising_channel_type")], campaign.AdvertisingChannelType);
        }

        return campaign.Name!.IndexOfAny(['\0', '\r', '\n']) >= 0 ? One("campaignError", "INVALID_CAMPAIGN_NAME", "The campaign name is not valid.", [.. path, new("name")])
            : account.Named(campaign.Name) is not null
                ? One("campaignError", "DUPLICATE_CAMPAIGN_NAME", "A campaign with this name already exists.", [.. path, new("name")], campaign.Name)
            : RefuseTimes(campaign, path) ?? RefuseBudget(campaign.CampaignBudget!, [.. path, new("campaign_budget")]);
    }

    private WireAdsError? RefuseBudget(string resourceName, List<WirePathElement> path) =>
        account.Budget(IdOf(resourceName)) is not { Status: "ENABLED" } budget ? NotFound(path)
        : !budget.IsShared && account.References(budget) > 0
            ? One(
                "campaignBudgetError",
                "CANNOT_USE_IMPLICITLY_SHARED_CAMPAIGN_BUDGET_WITH_MULTIPLE_CAMPAIGNS",
                "A campaign budget that is not shared cannot be used with several campaigns.",
                path)
        : null;

    private WireAdsError? RefuseTimes(WireCampaign campaign, List<WirePathElement> path)
    {
        foreach (var (field, text) in new[] { ("start_date_time", campaign.StartDateTime), ("end_date_time", campaign.EndDateTime) })
        {
            if (text is not null && !DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                return One("dateError", "INVALID_STRING_DATE_TIME_SECONDS", "The string date time's format should be yyyy-mm-dd hh:mm:ss.", [.. path, new(field)], text);
            }

            if (text is not null && string.CompareOrdinal(text[..10], AdsAccount.Local(now, "yyyy-MM-dd")) < 0)
            {
                return One("campaignError", "CANNOT_SET_DATE_TO_PAST", "The start or end date cannot be set to past.", [.. path, new(field)], text);
            }
        }

        return null;
    }

    private AdsBudget Create(WireBudget budget)
    {
        var key = WithoutMarker(budget.Name) + "\0" + budget.AmountMicros;
        var made = new AdsBudget(
            newId("budget", key), budget.Name, GoogleAdsChecks.ToLong(budget.AmountMicros), budget.ExplicitlyShared != false, budget.DeliveryMethod ?? "STANDARD", "ENABLED");
        account.Add(made);
        return made;
    }

    private AdsCampaign Create(WireCampaign campaign)
    {
        var made = new AdsCampaign(
            newId("campaign", campaign.Name!),
            campaign.Name!,
            campaign.Status ?? "ENABLED",
            IdOf(campaign.CampaignBudget!),
            campaign.AdvertisingChannelType!,
            campaign.ContainsEuPoliticalAdvertising!,
            campaign.StartDateTime ?? AdsAccount.Local(now, "yyyy-MM-dd 00:00:00"),
            campaign.EndDateTime);
        account.Add(made, now);

        // A budget that is not shared goes by its campaign's name from then on.
        if (account.Budget(made.BudgetId) is { IsShared: false } budget)
        {
            account.Replace(budget with { Name = made.Name });
        }

        return made;
    }

    private AdsBudget Update(WireBudget update, string mask)
    {
        var budget = account.Budget(IdOf(update.ResourceName!))!;
        foreach (var name in Names(mask))
        {
            budget = name switch
            {
                "amount_micros" => budget with { Micros = GoogleAdsChecks.ToLong(update.AmountMicros) },
                "name" => budget with { Name = update.Name },
                _ => budget with { DeliveryMethod = update.DeliveryMethod ?? "STANDARD" },
            };
        }

        return budget;
    }

    private AdsCampaign Update(WireCampaign update, string mask)
    {
        var campaign = account.Campaign(IdOf(update.ResourceName!))!;
        foreach (var name in Names(mask))
        {
            campaign = name == "status" ? campaign with { Status = update.Status ?? "ENABLED" } : campaign with { Name = update.Name ?? campaign.Name };
        }

        return campaign;
    }

    private WireBudget ToWire(AdsBudget budget) => new()
    {
        ResourceName = $"customers/{customerId}/campaignBudgets/{budget.Id}",
        Name = budget.Name,
        AmountMicros = budget.Micros.ToString(CultureInfo.InvariantCulture),
        ExplicitlyShared = budget.IsShared,
        DeliveryMethod = budget.DeliveryMethod,
    };

    private WireCampaign ToWire(AdsCampaign campaign) => new()
    {
        ResourceName = $"customers/{customerId}/campaigns/{campaign.Id}",
        Name = campaign.Name,
        Status = campaign.Status,
        CampaignBudget = $"customers/{customerId}/campaignBudgets/{campaign.BudgetId}",
        AdvertisingChannelType = campaign.Channel,
        ContainsEuPoliticalAdvertising = campaign.EuPolitical,
        StartDateTime = campaign.StartDateTime,
        EndDateTime = campaign.EndDateTime,
    };

    // A mask may be written as JSON's names or as the API's own.
    private static IEnumerable<string> Names(string mask) =>
        mask.Split(',').Select(name => string.Concat(name.Trim().Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString())));

    private static WireAdsError NoOperation(int index) => One("requestError", "OPERATION_REQUIRED", "At least one operation is required.", At(index));

    private static WireAdsError NotFound(List<WirePathElement> path) => One("mutateError", "RESOURCE_NOT_FOUND", "Resource was not found.", path);

    private static WireAdsError One(
        string kind, string code, string message, List<WirePathElement> path, string? trigger = null, WireErrorDetails? details = null) =>
        GoogleAdsReplies.One(kind, code, message, path, trigger, details);

    private static List<WirePathElement> At(int index, params string[] fields) => [new("operations", index), .. fields.Select(field => new WirePathElement(field))];

    private static string IdOf(string resourceName) => resourceName[(resourceName.LastIndexOf('/') + 1)..];
}

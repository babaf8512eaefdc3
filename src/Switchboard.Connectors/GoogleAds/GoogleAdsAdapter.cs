using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Connectors.Google;
using Switchboard.Validation;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Speaks the Google Ads API v25 over REST.</summary>
internal sealed class GoogleAdsAdapter(Attempt attempt) : IGoogleAds
{
    private const string Version = "v25";

    /// <summary>Longest span for which Google counts different people.</summary>
    private const int MostReachDays = 92;

    // Campaign kinds with unique_users: its description in the API's discovery document, Discovery and App by their present names.
    private static readonly string[] CountsReach = ["DISPLAY", "VIDEO", "DEMAND_GEN", "MULTI_CHANNEL"];

    /// <summary>What attributes cannot say of a campaign.</summary>
    public static void CheckCampaign(CreateCampaign input, DateTimeOffset now, ValidationErrors errors)
    {
        GoogleAdsChecks.Name(input.Name, errors);
        GoogleAdsChecks.Amount(input.DailyBudget, input.Currency, errors);
        GoogleAdsChecks.Span("startDate", input.StartDate, "endDate", input.EndDate, errors);
        GoogleAdsChecks.NotPast("startDate", input.StartDate, now, errors);
        GoogleAdsChecks.NotPast("endDate", input.EndDate, now, errors);
    }

    /// <summary>What attributes cannot say of a budget; its currency is the account's, which is not known yet.</summary>
    public static void CheckBudget(AdjustBudget input, DateTimeOffset now, ValidationErrors errors) =>
        GoogleAdsChecks.Amount(input.DailyBudget, currency: null, errors);

    /// <summary>What attributes cannot say of a span of days.</summary>
    public static void CheckMetrics(GetCampaignMetrics input, DateTimeOffset now, ValidationErrors errors) =>
        GoogleAdsChecks.Span("since", input.Since, "until", input.Until, errors);

    public async Task<CreatedCampaign> CreateCampaignAsync(CreateCampaign input, CancellationToken ct = default)
    {
        await RefuseWrongCurrencyAsync(input.Currency, ct).ConfigureAwait(false);
        if (await FirstAsync($"SELECT campaign.id FROM campaign WHERE {Named(input.Name)}", hasEffect: false, ct).ConfigureAwait(false) is not null)
        {
            throw GoogleAdsFaults.Refused("DUPLICATE_CAMPAIGN_NAME", "The account has a campaign of that name; nothing was created.");
        }

        var budget = await BudgetAsync(input, ct).ConfigureAwait(false);
        var result = await MutateAsync(
            "campaigns:mutate",
            new WireMutate<WireCampaign>([new() { Create = ToWire(input, budget) }], "MUTABLE_RESOURCE"),
            GoogleAdsWireJson.Default.WireMutateWireCampaign,
            hasEffect: true,
            ct).ConfigureAwait(false);
        return new CreatedCampaign(IdOf(result.ResourceName!), result.Campaign?.Status ?? StatusOf(input));
    }

    /// <summary>The campaign of this call: the only one of its name, with this call's budget. Null: there is none, or it is another's.</summary>
    public async Task<CreatedCampaign?> FindCampaignAsync(CreateCampaign input, CancellationToken ct = default)
    {
        var row = await FirstAsync(
            $"SELECT campaign.id, campaign.status, campaign_budget.amount_micros FROM campaign WHERE {Named(input.Name)}", hasEffect: true, ct).ConfigureAwait(false);
        return row?.Campaign is { Id: { } id } campaign && row.CampaignBudget?.AmountMicros == GoogleAdsChecks.ToMicros(input.DailyBudget)
            ? new CreatedCampaign(id, campaign.Status ?? StatusOf(input))
            : null;
    }

    public async Task<AdjustedBudget> AdjustBudgetAsync(AdjustBudget input, CancellationToken ct = default)
    {
        var row = await FirstAsync(
            "SELECT campaign_budget.resource_name, campaign_budget.amount_micros, campaign_budget.reference_count, customer.currency_code "
            + $"FROM campaign WHERE campaign.id = {input.CampaignId}",
            hasEffect: false,
            ct).ConfigureAwait(false);
        if (row?.CampaignBudget is not { ResourceName: { } resource } budget)
        {
            throw NoSuchCampaign();
        }

        var currency = row.Customer?.CurrencyCode ?? "";
        if (GoogleAdsChecks.ToLong(budget.ReferenceCount) > 1)
        {
            throw GoogleAdsFaults.Refused(
                "CAMPAIGN_BUDGET_CANNOT_BE_SHARED", $"The budget is shared by {budget.ReferenceCount} campaigns; nothing was changed. Change it in Google Ads.");
        }

        RefuseOddAmount(input.DailyBudget, currency);
        var update = new WireBudget { ResourceName = resource, AmountMicros = GoogleAdsChecks.ToMicros(input.DailyBudget) };
        await MutateAsync(
            "campaignBudgets:mutate",
            new WireMutate<WireBudget>([new() { Update = update, UpdateMask = "amountMicros" }]),
            GoogleAdsWireJson.Default.WireMutateWireBudget,
            hasEffect: true,
            ct).ConfigureAwait(false);
        return new AdjustedBudget(input.CampaignId, input.DailyBudget, GoogleAdsChecks.FromMicros(budget.AmountMicros), currency);
    }

    public async Task<CampaignMetrics> GetCampaignMetricsAsync(GetCampaignMetrics input, CancellationToken ct = default)
    {
        var where = $"campaign.id = {input.CampaignId}";
        var about = await FirstAsync(
            "SELECT campaign.advertising_channel_type, campaign.start_date_time, customer.currency_code, customer.time_zone "
            + $"FROM campaign WHERE {where}",
            hasEffect: true,
            ct).ConfigureAwait(false);
        if (about?.Campaign is not { } campaign)
        {
            throw NoSuchCampaign();
        }

        var until = GoogleAdsChecks.ParseDay(input.Until) ?? Today(about.Customer?.TimeZone);
        var since = GoogleAdsChecks.ParseDay(input.Since) ?? GoogleAdsChecks.ParseDay(campaign.StartDateTime is { Length: >= 10 } start ? start[..10] : null) ?? until;
        since = since > until && input.Since is null ? until : since;
        until = until < since ? since : until;
        var span = $"{where} AND segments.date BETWEEN '{GoogleAdsChecks.Write(since)}' AND '{GoogleAdsChecks.Write(until)}'";
        var figures = await FirstAsync($"SELECT metrics.impressions, metrics.clicks, metrics.cost_micros FROM campaign WHERE {span}", hasEffect: true, ct)
            .ConfigureAwait(false);
        var hasReach = CountsReach.Contains(campaign.AdvertisingChannelType) && until.DayNumber - since.DayNumber < MostReachDays;
        var people = hasReach
            ? await FirstAsync($"SELECT metrics.unique_users FROM campaign WHERE {span}", hasEffect: true, ct).ConfigureAwait(false)
            : null;
        return new CampaignMetrics(
            input.CampaignId,
            GoogleAdsChecks.ToLong(figures?.Metrics?.Impressions),
            people?.Metrics?.UniqueUsers is { } reach ? GoogleAdsChecks.ToLong(reach) : null,
            GoogleAdsChecks.ToLong(figures?.Metrics?.Clicks),
            GoogleAdsChecks.FromMicros(figures?.Metrics?.CostMicros),
            about.Customer?.CurrencyCode ?? "",
            GoogleAdsChecks.Write(since),
            GoogleAdsChecks.Write(until));
    }

    private async Task RefuseWrongCurrencyAsync(string currency, CancellationToken ct)
    {
        var row = await FirstAsync("SELECT customer.currency_code FROM customer", hasEffect: false, ct).ConfigureAwait(false);
        if (row?.Customer?.CurrencyCode is { } own && own != currency)
        {
            throw GoogleAdsFaults.Refused("MONEY_AMOUNT_IN_WRONG_CURRENCY", $"The account's currency is {own}; the budget is in another. Nothing was created.");
        }
    }

    private static void RefuseOddAmount(decimal amount, string currency)
    {
        if (!GoogleAdsChecks.FitsCoins(amount, currency))
        {
            throw GoogleAdsFaults.Refused(
                "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
                $"The budget must be a multiple of {GoogleAdsChecks.SmallestCoin(currency).ToString(CultureInfo.InvariantCulture)} {currency}. Nothing was changed.");
        }
    }

    /// <summary>The budget that this call's campaign gets: made by an earlier try, or new. Alone it spends nothing.</summary>
    private async Task<string> BudgetAsync(CreateCampaign input, CancellationToken ct)
    {
        var name = BudgetName(input.Name);
        if (attempt.Number > 1)
        {
            var earlier = await FirstAsync(
                $"SELECT campaign_budget.resource_name FROM campaign_budget WHERE campaign_budget.name = {Quoted(name)} AND campaign_budget.status = 'ENABLED'",
                hasEffect: false,
                ct).ConfigureAwait(false);
            if (earlier?.CampaignBudget?.ResourceName is { } found)
            {
                return found;
            }
        }

        var budget = new WireBudget
        {
            Name = name,
            AmountMicros = GoogleAdsChecks.ToMicros(input.DailyBudget),
            DeliveryMethod = "STANDARD",
            ExplicitlyShared = false,
        };
        var result = await MutateAsync(
            "campaignBudgets:mutate",
            new WireMutate<WireBudget>([new() { Create = budget }]),
            GoogleAdsWireJson.Default.WireMutateWireBudget,
            hasEffect: false,
            ct).ConfigureAwait(false);
        return result.ResourceName!;
    }

    private string BudgetName(string campaign)
    {
        var marker = " " + attempt.ExecutionId.ToString("N");
        var name = campaign;
        while (Encoding.UTF8.GetByteCount(name) + marker.Length > GoogleAdsChecks.MostNameBytes)
        {
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        }

        return name + marker;
    }

    private static WireCampaign ToWire(CreateCampaign input, string budget)
    {
        var isSearch = input.Channel == CampaignChannel.Search;
        return new WireCampaign
        {
            Name = input.Name,
            Status = StatusOf(input),
            CampaignBudget = budget,
            AdvertisingChannelType = isSearch ? "SEARCH" : "DISPLAY",
            TargetSpend = new WireTargetSpend(),
            NetworkSettings = isSearch ? new WireNetworks(true, true, false) : new WireNetworks(false, false, true),
            ContainsEuPoliticalAdvertising = input.ContainsEuPoliticalAdvertising == true
                ? "CONTAINS_EU_POLITICAL_ADVERTISING"
                : "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
            StartDateTime = input.StartDate is null ? null : input.StartDate + " 00:00:00",
            EndDateTime = input.EndDate is null ? null : input.EndDate + " 23:59:59",
        };
    }

    private static string StatusOf(CreateCampaign input) => input.Status == CampaignStatus.Paused ? "PAUSED" : "ENABLED";

    private static string Named(string name) => $"campaign.name = {Quoted(name)} AND campaign.status != 'REMOVED'";

    private static string Quoted(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    private static string IdOf(string resourceName) => resourceName[(resourceName.LastIndexOf('/') + 1)..];

    private DateOnly Today(string? timeZone)
    {
        var now = attempt.Time.GetUtcNow();
        return DateOnly.FromDateTime(
            timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(now, zone).DateTime : now.UtcDateTime);
    }

    private static ProviderException NoSuchCampaign() => GoogleAdsFaults.Refused("RESOURCE_NOT_FOUND", "The account has no campaign of that id.");

    private async Task<WireRow?> FirstAsync(string query, bool hasEffect, CancellationToken ct)
    {
        using var request = GoogleApi.Post(Address("googleAds:search"), new WireSearch(query), GoogleAdsWireJson.Default.WireSearch);
        var response = await CallAsync(request, hasEffect, ct).ConfigureAwait(false);
        return Read(response, GoogleAdsWireJson.Default.WireSearchAnswer, hasEffect).Results is [var first, ..] ? first : null;
    }

    private async Task<WireMutateResult> MutateAsync<T>(
        string path, WireMutate<T> body, JsonTypeInfo<WireMutate<T>> type, bool hasEffect, CancellationToken ct)
    {
        using var request = GoogleApi.Post(Address(path), body, type);
        var response = await CallAsync(request, hasEffect, ct).ConfigureAwait(false);
        var answer = Read(response, GoogleAdsWireJson.Default.WireMutateAnswer, hasEffect);
        if (GoogleAdsFaults.Inside(response, answer) is { } failure)
        {
            throw failure;
        }

        return answer.Results is [{ ResourceName.Length: > 0 } result, ..] ? result : throw Unreadable(response, hasEffect);
    }

    // What only prepares the effect leaves nothing in doubt.
    private static T Read<T>(ProviderResponse response, JsonTypeInfo<T> type, bool hasEffect)
        where T : class =>
        hasEffect ? response.Read(type) : response.TryRead(type) ?? throw Unreadable(response, hasEffect);

    private static ProviderException Unreadable(ProviderResponse response, bool hasEffect) => new(new Fault
    {
        Verdict = hasEffect ? Verdict.InDoubt : Verdict.NotSent,
        Code = ErrorCode.ProviderUnavailable,
        Message = "Google Ads answered with a body that does not say what was asked.",
        HttpStatus = (int)response.Status,
    });

    private async Task<ProviderResponse> CallAsync(HttpRequestMessage request, bool hasEffect, CancellationToken ct)
    {
        if (attempt.Credential.TryGet("LoginCustomerId", out var login) && login.Length > 0)
        {
            request.Headers.Add("login-customer-id", Digits("LoginCustomerId", login));
        }

        if (attempt.Credential.TryGet("DeveloperToken", out var developer) && developer.Length > 0)
        {
            request.Headers.Add("developer-token", developer);
        }

        var response = await GoogleApi.SendAsync(attempt, request, AdsSettings.Scope, hasEffect, ct).ConfigureAwait(false);
        if (GoogleAdsFaults.RequestId(response) is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        if (response.IsSuccess)
        {
            return response;
        }

        var exception = GoogleAdsFaults.Of(response, attempt.Time.GetUtcNow());
        throw hasEffect || exception.Fault.Verdict != Verdict.InDoubt
            ? exception
            : new ProviderException(exception.Fault with { Verdict = Verdict.NotSent }, exception);
    }

    private Uri Address(string path) => attempt.Address($"/{Version}/customers/{Digits("CustomerId", attempt.Credential["CustomerId"])}/{path}");

    private static string Digits(string setting, string id)
    {
        var digits = id.Replace("-", "", StringComparison.Ordinal);
        return digits.Length == 10 && digits.All(char.IsAsciiDigit)
            ? digits
            : throw new ProviderException(new Fault
            {
                Verdict = Verdict.NotSent,
                Code = ErrorCode.ReconnectRequired,
                Message = $"The setting {setting} must be the 10 digits of a Google Ads account.",
            });
    }
}

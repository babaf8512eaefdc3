using System.Text.Json;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.GoogleAds;

/// <summary>Google Ads on its simulator, with what tests ask often.</summary>
internal static class AdsBench
{
    public const string Search = "googleads.customers.googleAds.search";
    public const string Budgets = "googleads.customers.campaignBudgets.mutate";
    public const string Campaigns = "googleads.customers.campaigns.mutate";
    public const string Root = "/v25/customers/1234567890/";

    public static GoogleBench<IGoogleAds> New(long seed = 1, params (string Name, string Value)[] more) =>
        new(GoogleAdsConnector.Binding, attempt => new GoogleAdsAdapter(attempt), seed, null, [("CustomerId", "1234567890"), .. more]);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<CreatedCampaign> Create(this GoogleBench<IGoogleAds> ads, string name = "Launch", decimal budget = 50) =>
        ads.New.CreateCampaignAsync(new CreateCampaign(name, budget, "USD"), Ct);

    /// <summary>The rows of a query.</summary>
    public static List<JsonElement> Rows(this GoogleBench<IGoogleAds> ads, string query)
    {
        var (status, body) = ads.Query(query);
        status.ShouldBe(200, body.GetRawText());
        return body.TryGetProperty("results", out var rows) ? [.. rows.EnumerateArray()] : [];
    }

    public static (int Status, JsonElement Body) Query(this GoogleBench<IGoogleAds> ads, string query) =>
        ads.Ask(Root + "googleAds:search", JsonSerializer.Serialize(new Dictionary<string, string> { ["query"] = query }));

    /// <summary>The code of the first error of a failure.</summary>
    public static string? Code(JsonElement body) => body.GetProperty("error").GetProperty("details")[0].GetProperty("errors")[0]
        .GetProperty("errorCode").EnumerateObject().Single().Value.GetString();

    public static string Failure(string kind, string code, string message, string more = "", int status = 400, string name = "INVALID_ARGUMENT") => $$"""
        {"error":{"code":{{status}},"message":"Request contains an invalid argument.","status":"{{name}}","details":[
        {"@type":"type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure","errors":[{"errorCode":{"{{kind}}":"{{code}}"},"message":"{{message}}"{{more}}}],"requestId":"r-1"}]} }
        """;
}

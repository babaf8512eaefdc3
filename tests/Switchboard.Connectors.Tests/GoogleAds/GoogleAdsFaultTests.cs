using Switchboard.Calls;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.GoogleAds;

/// <summary>Google Ads' errors and what they say about the effect.</summary>
public sealed class GoogleAdsFaultTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGoogleAds> _ads = AdsBench.New();

    [Theory]
    [InlineData(400, "campaignBudgetError", "DUPLICATE_NAME", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(400, "campaignError", "DUPLICATE_CAMPAIGN_NAME", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, "authenticationError", "OAUTH_TOKEN_EXPIRED", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, "authorizationError", "USER_PERMISSION_DENIED", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, "authorizationError", "CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(429, "quotaError", "RESOURCE_EXHAUSTED", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(429, "quotaError", "RESOURCE_TEMPORARILY_EXHAUSTED", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(403, "quotaError", "ACCESS_PROHIBITED", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(409, "databaseError", "CONCURRENT_MODIFICATION", Verdict.NotSent, ErrorCode.ProviderUnavailable)]
    [InlineData(500, "internalError", "INTERNAL_ERROR", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, "internalError", "TRANSIENT_ERROR", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(504, "internalError", "DEADLINE_EXCEEDED", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Errors_of_the_campaign_itself_have_a_verdict_and_keep_their_code(int status, string kind, string code, Verdict verdict, ErrorCode error)
    {
        _ads.Answer(AdsBench.Failure(kind, code, "Google's words.", status: status), status, AdsBench.Campaigns);
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create());

        fault.Verdict.ShouldBe(verdict);
        fault.Code.ShouldBe(error);
        fault.ProviderCode.ShouldBe(code);
        fault.Message.ShouldContain("Google's words.");
        fault.IsUnauthorized.ShouldBe(status == 401);
        fault.TripsBreaker.ShouldBe(status >= 500);
    }

    [Fact]
    public async Task The_path_to_the_wrong_field_is_told()
    {
        const string At = ""","location":{"fieldPathElements":[{"fieldName":"operations","index":0},{"fieldName":"create"},{"fieldName":"name"}]}""";
        _ads.Answer(AdsBench.Failure("stringLengthError", "TOO_LONG", "Too long.", At), 400, AdsBench.Campaigns);
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create())).Message.ShouldContain("TOO_LONG at operations[0].create.name: Too long.");
    }

    [Theory]
    [InlineData("30s", 30.0)]
    [InlineData("1.5s", 1.5)]
    [InlineData("7200s", 3600.0)]
    [InlineData("soon", null)]
    public async Task Surprise_no_header_says_how_long_to_wait_but_the_quota_details_do(string delay, double? seconds)
    {
        var details = $$""","details":{"quotaErrorDetails":{"rateScope":"ACCOUNT","rateName":"Requests","retryDelay":"{{delay}}"} }""";
        _ads.Answer(AdsBench.Failure("quotaError", "RESOURCE_TEMPORARILY_EXHAUSTED", "Wait.", details, 429, "RESOURCE_EXHAUSTED"), 429);
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics("1"), Ct));
        fault.RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Fact]
    public async Task Surprise_a_200_may_hold_a_partial_failure()
    {
        const string Partial = """
            {"partialFailureError":{"code":3,"message":"Multiple errors in 'details'.","details":[{"@type":"type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
            "errors":[{"errorCode":{"campaignError":"DUPLICATE_CAMPAIGN_NAME"},"message":"Taken."}]}]},"results":[{}]}
            """;
        _ads.Answer(Partial, 200, AdsBench.Campaigns);
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create());
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.ProviderCode.ShouldBe("DUPLICATE_CAMPAIGN_NAME");
        fault.HttpStatus.ShouldBe(200);
    }

    [Fact]
    public async Task A_failure_of_another_version_and_an_error_that_nobody_knows_are_read()
    {
        var body = AdsBench.Failure("dreamError", "NEVER_HEARD_OF", "x").Replace("v25", "v27", StringComparison.Ordinal);
        _ads.Answer(body, 400, AdsBench.Campaigns);
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create())).ProviderCode.ShouldBe("NEVER_HEARD_OF");
    }

    [Fact]
    public async Task A_body_that_is_not_Googles_still_has_a_verdict()
    {
        _ads.Answer("<html>", 502, AdsBench.Campaigns);
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create());
        fault.Verdict.ShouldBe(Verdict.InDoubt);
        fault.ProviderCode.ShouldBeNull();
    }

    [Theory]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":0,"currency":"USD"}""", "$.dailyBudget must be 0.01 to")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":0.005,"currency":"USD"}""", "$.dailyBudget must be 0.01 to")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":1.005,"currency":"USD"}""", "$.dailyBudget must be a multiple of 0.01")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":100.5,"currency":"JPY"}""", "$.dailyBudget must be a multiple of 1,")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":1,"currency":"usd"}""", "$.currency must match")]
    [InlineData("createCampaign", """{"name":"a\nb","dailyBudget":1,"currency":"USD"}""", "$.name must be one line")]
    [InlineData("createCampaign", """{"name":" ","dailyBudget":1,"currency":"USD"}""", "$.name must not be blank")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":1,"currency":"USD","status":"removed"}""", "$.status must be one of 'enabled', 'paused'")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":1,"currency":"USD","startDate":"2026-02-30"}""", "$.startDate must be a day of the calendar")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":1,"currency":"USD","startDate":"2026-11-29"}""", "$.startDate must not be past")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":1,"currency":"USD","startDate":"2026-12-09","endDate":"2026-12-08"}""", "$.endDate must not be before startDate")]
    [InlineData("adjustBudget", """{"campaignId":"customers/1/campaigns/2","dailyBudget":1}""", "$.campaignId must match")]
    [InlineData("adjustBudget", """{"campaignId":"1","dailyBudget":1.001}""", "$.dailyBudget must be a multiple")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1","since":"2026-12-02","until":"2026-12-01"}""", "$.until must not be before since")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1","since":"yesterday"}""", "$.since must match")]
    public void Bad_input_is_refused_by_the_contract(string action, string input, string error) =>
        _ads.ErrorsOf(action, input).ShouldContain(one => one.StartsWith(error), string.Join("; ", _ads.ErrorsOf(action, input)));

    [Fact]
    public void A_name_is_measured_in_bytes_and_the_message_says_both_numbers_and_not_the_name()
    {
        var name = new string('é', 128);
        var error = _ads.ErrorsOf("createCampaign", $$"""{"name":"{{name}}","dailyBudget":1,"currency":"USD"}""").ShouldHaveSingleItem();
        error.ShouldBe("$.name must have at most 255 bytes as UTF-8; it has 256");
        _ads.ErrorsOf("createCampaign", $$"""{"name":"{{name[1..]}}","dailyBudget":1,"currency":"USD"}""").ShouldBeEmpty();
    }

    [Fact]
    public void The_mission_names_find_the_actions()
    {
        GoogleAdsConnector.Binding.Find("CREATE_CAMPAIGN")!.Descriptor.Name.ShouldBe("createCampaign");
        GoogleAdsConnector.Binding.Find("ADJUST_BUDGET")!.Descriptor.Name.ShouldBe("adjustBudget");
    }
}

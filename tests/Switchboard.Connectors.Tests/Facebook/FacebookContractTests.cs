using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Facebook;

namespace Switchboard.Connectors.Tests.Facebook;

/// <summary>What is refused before anything is sent.</summary>
public sealed class FacebookContractTests
{
    [Theory]
    [InlineData("publishPost", """{"message":""}""", "$.message", "63206")]
    [InlineData("publishPost", """{"message":"x","link":"nowhere"}""", "$.link", "http")]
    [InlineData("getPageInsights", """{"metrics":[]}""", "$.metrics", "20")]
    [InlineData("getPageInsights", """{"metrics":["page_fans"]}""", "$.metrics[0]", "use page_follows")]
    [InlineData("getPageInsights", """{"metrics":["page_media_view","page_impressions_unique"]}""", "$.metrics[1]", "use page_total_media_view_unique")]
    [InlineData("getPageInsights", """{"metrics":["page_impressions_paid"]}""", "$.metrics[0]", "use page_media_view")]
    [InlineData("getPageInsights", """{"period":"year"}""", "$.period", "days_28")]
    [InlineData("getPageInsights", """{"since":"2026-09-01","until":"2026-12-01"}""", "$.until", "91 days after since; Facebook takes at most 90")]
    [InlineData("getPageInsights", """{"since":"2026-02-30"}""", "$.since", "day of the calendar")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":20,"currency":"usd"}""", "$.currency", "pattern")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":20,"currency":"KWD"}""", "$.currency", "bills ads in")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":20.505,"currency":"USD"}""", "$.dailyBudget", "3 decimals; the currency has 2")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":20.5,"currency":"JPY"}""", "$.dailyBudget", "1 decimals; the currency has none")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":0,"currency":"USD"}""", "$.dailyBudget", "0.01")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":20,"currency":"USD","objective":"fame"}""", "$.objective", "appPromotion")]
    [InlineData("createCampaign", """{"name":"x","dailyBudget":20,"currency":"USD","specialAdCategories":["pets"]}""", "$.specialAdCategories[0]", "housing")]
    [InlineData("adjustBudget", """{"campaignId":"act_1","dailyBudget":20}""", "$.campaignId", "pattern")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1","until":"2026-01-04"}""", "$.until", "needs since")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1","since":"2026-01-04","until":"2026-01-03"}""", "$.until", "before since")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1","since":"2026-02-04"}""", "$.since", "after today")]
    public async Task Bad_input_is_refused_with_its_path(string action, string input, string path, string says)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("facebook." + action, Encoding.UTF8.GetBytes(input), new CallOptions(), TestContext.Current.CancellationToken);

        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        var error = outcome.Error!.Paths.First(one => one.Path == path);
        error.Message.ShouldContain(says);
        host.Received("facebook").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_of_ours_reaches_the_caller_in_words()
    {
        await using var host = SwitchboardTest.Create();
        var thrown = await Should.ThrowAsync<ConnectorException>(() => host.Get<IFacebook>().CreateCampaignAsync(new CreateCampaign("x", 20, "EUR"), TestContext.Current.CancellationToken));
        thrown.Error.Code.ShouldBe(ErrorCode.ProviderRejected);
        thrown.Error.Message.ShouldContain("Give the amount in USD");
    }

    [Theory]
    [InlineData("USD", 100)]
    [InlineData("EUR", 100)]
    [InlineData("JPY", 1)]
    [InlineData("KRW", 1)]
    [InlineData("HUF", 1)]
    [InlineData("TWD", 1)]
    public void Smallest_units_differ_from_currency_to_currency(string currency, int factor) => AdCurrencies.Factor(currency).ShouldBe(factor);

    [Theory]
    [InlineData("PUBLISH_POST", "publishPost")]
    [InlineData("CREATE_CAMPAIGN", "createCampaign")]
    [InlineData("ADJUST_BUDGET", "adjustBudget")]
    public void The_missions_names_find_the_actions(string alias, string action) => FacebookConnector.Binding.Find(alias)!.Descriptor.Name.ShouldBe(action);
}

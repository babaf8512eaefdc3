using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.Tests.Meta;

namespace Switchboard.Connectors.Tests.Instagram;

/// <summary>Figures, lists, ids and what is refused before anything is sent.</summary>
public sealed class InstagramStateTests
{
    private readonly InstagramBench _bench = new();

    [Fact]
    public async Task Figures_of_a_post_grow_with_time_and_ask_for_views_since_impressions_are_gone()
    {
        var post = await _bench.PostAsync();
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(3));
        var early = await _bench.InsightsAsync(post.Id);
        _bench.Last.Address.PathAndQuery.ShouldBe($"/v25.0/{post.Id}/insights?metric=reach%2Cviews");
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(2));
        var late = await _bench.InsightsAsync(post.Id);

        early.Reach!.Value.ShouldBeGreaterThan(0);
        late.Reach!.Value.ShouldBeGreaterThan(early.Reach!.Value);
        late.Views!.Value.ShouldBeGreaterThan(late.Reach!.Value);
        _bench.Graph.Ask($"/v25.0/{post.Id}/insights?metric=impressions", status: 400).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(100);
    }

    [Fact]
    public async Task Figures_of_the_account_are_total_values_of_a_span()
    {
        var before = await _bench.InsightsAsync();
        _bench.Last.Address.Query.ShouldBe("?metric=reach%2Cviews&period=day&metric_type=total_value");
        await _bench.PostAsync();
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(1));
        (await _bench.InsightsAsync()).Views!.Value.ShouldBeGreaterThan(before.Views!.Value);
        await _bench.InsightsAsync(since: "2026-12-01", until: "2026-12-02");
        _bench.Last.Address.Query.ShouldEndWith("&since=2026-12-01&until=2026-12-02");
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"name":"reach"},{"name":"views","values":[]},{"name":"new","values":[{"value":{"a":1}}]}]}""")]
    [InlineData("""{"data":[{"name":"reach","total_value":{}},{"name":"views","values":[{"value":{"a":1}}]}]}""")]
    public async Task Where_Instagram_has_nothing_the_data_is_empty_and_the_figure_absent_not_0(string answer)
    {
        _bench.Graph.Answer(answer);
        (await _bench.InsightsAsync()).ShouldBe(new Insights());
    }

    [Fact]
    public async Task A_story_with_few_viewers_is_error_10()
    {
        _bench.Graph.Fail(10);
        (await GraphBench.FaultOf(() => _bench.InsightsAsync("18001"))).Verdict.ShouldBe(Verdict.Rejected);
        (await GraphBench.FaultOf(() => _bench.InsightsAsync("18001"))).ProviderCode.ShouldBe("100/33");
    }

    [Fact]
    public async Task Posts_are_listed_newest_first_to_the_end_and_the_quota_counts_them()
    {
        var post = await _bench.PostAsync();
        List<string> ids = [];
        string? after = "";
        while (after is not null)
        {
            var page = _bench.Graph.Ask($"/v25.0/{InstagramBench.User}/media?limit=1&after={after}");
            ids.Add(page.GetProperty("data")[0].GetProperty("id").GetString()!);
            after = page.GetProperty("paging").TryGetProperty("next", out _) ? page.GetProperty("paging").GetProperty("cursors").GetProperty("after").GetString() : null;
        }

        ids.Count.ShouldBe(3);
        ids[0].ShouldBe(post.Id);
        _bench.Graph.Ask($"/v25.0/{InstagramBench.User}/content_publishing_limit?fields=config,quota_usage").GetProperty("data")[0].GetRawText()
            .ShouldBe("""{"config":{"quota_total":50,"quota_duration":86400},"quota_usage":1}""");
    }

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        static async Task<string[]> RunAsync(IEnumerable<int> calls)
        {
            var bench = new InstagramBench();
            var all = await Task.WhenAll(calls.Select(call => Task.Run(async () => (await bench.PostAsync($"post {call % 40}")).Id)));
            return [.. all.Order(StringComparer.Ordinal)];
        }

        var forward = await RunAsync(Enumerable.Range(0, 64));
        (await RunAsync(Enumerable.Range(0, 64).Reverse())).ShouldBe(forward);
        forward.Distinct().Count().ShouldBe(64);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var post = await _bench.PostAsync();
        var after = new InstagramBench();
        after.Graph.Simulator.Load(_bench.Graph.Save());
        after.Graph.Save().GetRawText().ShouldBe(_bench.Graph.Save().GetRawText());
        after.Graph.Clock.Advance(TimeSpan.FromHours(5));
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(5));
        (await after.InsightsAsync(post.Id)).ShouldBe(await _bench.InsightsAsync(post.Id));
        (await after.PostAsync()).ShouldBe(await _bench.PostAsync(), "the count of equal calls is kept");
    }

    [Fact]
    public async Task The_app_secret_proves_every_request_where_it_is_given()
    {
        var bench = new InstagramBench(set: "proof");
        await bench.PostAsync();
        bench.Graph.Exchanges.ShouldAllBe(exchange => exchange.Address.Query.Contains("appsecret_proof=" + Meta.GraphProof.Expected));
    }

    [Theory]
    [InlineData("publishPost", """{"caption":"x","imageUrl":"https://example.com/a.PNG?x=1"}""", "$.imageUrl", "JPEG")]
    [InlineData("publishPost", """{"caption":"x","imageUrl":"a.jpg"}""", "$.imageUrl", "http")]
    [InlineData("publishPost", """{"caption":"x"}""", "$.imageUrl", "")]
    [InlineData("getInsights", """{"mediaId":"abc"}""", "$.mediaId", "pattern")]
    [InlineData("getInsights", """{"mediaId":"1","since":"2026-01-01"}""", "$.mediaId", "leave since and until out")]
    [InlineData("getInsights", """{"until":"2026-01-01"}""", "$.until", "needs since")]
    [InlineData("getInsights", """{"since":"2026-01-02","until":"2026-01-02"}""", "$.until", "after since")]
    [InlineData("getInsights", """{"since":"2026-13-02"}""", "$.since", "day of the calendar")]
    public async Task Bad_input_is_refused_with_its_path(string action, string input, string path, string says)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("instagram." + action, Encoding.UTF8.GetBytes(input), new CallOptions(), GraphBench.Ct);
        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Paths.First(one => one.Path.StartsWith(path, StringComparison.Ordinal)).Message.ShouldContain(says);
        host.Received("instagram").ShouldBeEmpty();
    }

    [Fact]
    public async Task Captions_have_2200_characters_30_hashtags_and_20_mentions()
    {
        await using var host = SwitchboardTest.Create();
        async Task<string> Refusal(string caption) =>
            (await Should.ThrowAsync<ConnectorException>(() => host.Get<IInstagram>().PublishPostAsync(new PublishPost(caption, "https://example.com/a.jpg"), GraphBench.Ct))).Error.Paths.Single().Message;

        (await Refusal(new string('x', 2201))).ShouldContain("2201");
        (await Refusal(string.Join(' ', Enumerable.Range(0, 31).Select(i => $"#t{i}")))).ShouldContain("31 hashtags; Instagram takes at most 30");
        (await Refusal(string.Join(' ', Enumerable.Range(0, 21).Select(i => $"@t{i}")))).ShouldContain("21 mentions; Instagram takes at most 20");
        InstagramChecks.Count("ada@example.com # a#b #c", '@').ShouldBe(0);
        InstagramChecks.Count("ada@example.com # a#b #c", '#').ShouldBe(1);
    }

    [Theory]
    [InlineData("createCampaign")]
    [InlineData("adjustBudget")]
    [InlineData("getCampaignMetrics")]
    public async Task Campaigns_are_facebooks_and_asking_for_one_says_so(string action)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("instagram." + action, "{}"u8.ToArray(), new CallOptions(), GraphBench.Ct);
        outcome.Error!.Code.ShouldBe(ErrorCode.UnknownAction);
        outcome.Error.Message.ShouldContain("facebook");
        FacebookHas(action).ShouldBeTrue();

        static bool FacebookHas(string name) => Connectors.Facebook.FacebookConnector.Binding.Find(name) is not null;
    }
}

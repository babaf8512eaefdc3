using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Instagram;

/// <summary>Every exchange by the OpenAPI derived from Meta's own machine-readable description, v25.0.</summary>
/// <remarks>
/// Names, types and enums are Meta's; envelopes, errors and the whole container node (which has no file at Meta) were added from the
/// documentation. <c>appsecret_proof</c> is in no description, so the connection here has no app secret.
/// </remarks>
public sealed class InstagramDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "meta-instagram.openapi.json";
    private readonly InstagramBench _bench = new();

    [Fact]
    public async Task PublishPost()
    {
        await _bench.PostAsync();
        string[] paths = ["/{ig-user-id}/media", "/{ig-container-id}", "/{ig-user-id}/media_publish", "/{ig-media-id}"];
        for (var i = 0; i < paths.Length; i++)
        {
            await JudgeAsync(paths[i], "publishPost", _bench.Graph.Exchanges[i]);
        }
    }

    [Fact]
    public async Task PublishPost_whose_answer_is_lost()
    {
        _bench.Graph.Simulator.Faults.Script(Simulation.SimulatorFault.On(Simulation.WireFault.Truncated), "IGUser.media_publish.post");
        await _bench.PostAsync();
        await JudgeAsync("/{ig-user-id}/media", "publishPost (proof)", _bench.Last);
    }

    [Fact]
    public async Task GetInsights()
    {
        var post = await _bench.PostAsync();
        await _bench.InsightsAsync(post.Id);
        await JudgeAsync("/{ig-media-id}/insights", "getInsights", _bench.Last);
        await _bench.InsightsAsync(since: "2026-11-01", until: "2026-11-08");
        await JudgeAsync("/{ig-user-id}/insights", "getInsights", _bench.Last);
        await Should.ThrowAsync<Calls.ProviderException>(() => _bench.InsightsAsync("1800"));
        await JudgeAsync("/{ig-media-id}/insights", "getInsights (error)", _bench.Last);
    }

    [Theory]
    [InlineData("/{ig-user-id}/media", "/v25.0/17841400000000001/media?fields=id,caption,permalink,shortcode,timestamp,media_type,media_product_type,media_url,username,like_count,comments_count")]
    [InlineData("/{ig-user-id}", "/v25.0/17841400000000001?fields=username,name,followers_count,media_count")]
    [InlineData("/{ig-user-id}/content_publishing_limit", "/v25.0/17841400000000001/content_publishing_limit?fields=config,quota_usage")]
    public async Task Reads_of_the_simulator(string path, string asked)
    {
        var reply = _bench.Graph.Send(asked);
        reply.Status.ShouldBe(200);
        await JudgeAsync(path, null, new WireExchange("GET", new Uri("https://graph.facebook.com" + asked), null, null, [], System.Net.HttpStatusCode.OK, reply.ContentType, reply.Body.ToArray()));
    }

    private Task JudgeAsync(string path, string? action, WireExchange exchange) => judge.JudgeAsync(Spec, path, exchange.Method, exchange, output, action);
}

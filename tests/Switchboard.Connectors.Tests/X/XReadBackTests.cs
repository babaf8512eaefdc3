using Switchboard.Calls;
using Switchboard.Connectors.X;
using Switchboard.Contracts;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.X;

public sealed class XReadBackTests
{
    private readonly XBench _bench = new();

    [Theory]
    [InlineData("Hello")]
    [InlineData("a < b & c: https://example.com/a?b=c&d=e and example.org 🦞")]
    [InlineData("  cafe\u0301 \n")]
    public async Task A_post_whose_answer_was_lost_is_found_in_the_timeline(string text)
    {
        var input = new PublishPost(text, ["1880028106020515840"]);
        var execution = _bench.NewId();
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "createPosts");
        (await XBench.FaultOf(() => Of(execution).PublishPostAsync(input, XBench.Ct))).Verdict.ShouldBe(Verdict.InDoubt);
        _bench.Clock.Advance(TimeSpan.FromSeconds(12));
        await _bench.PublishAsync("Something else");

        var found = await Of(execution).FindPublishedAsync(input, XBench.Ct);

        found.ShouldNotBeNull();
        _bench.Harness.Exchanges[^2].Address.PathAndQuery.ShouldBe("/2/users/me");
        _bench.Last.Address.Query.ShouldBe("?max_results=100&start_time=2026-12-01T09%3A00%3A00Z&post.fields=created_at,entities");
        found.Id.ShouldBe(_bench.Get(_bench.Timeline).GetProperty("data")[1].GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_was_never_published_is_not_found()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(503), "createPosts");
        var input = new PublishPost("Hello");
        var execution = _bench.NewId();
        await XBench.FaultOf(() => Of(execution).PublishPostAsync(input, XBench.Ct));
        await _bench.PublishAsync("Hello!");

        (await Of(execution).FindPublishedAsync(input, XBench.Ct)).ShouldBeNull();
        (await Of(execution).FindPublishedAsync(new PublishPost("", ["1"]), XBench.Ct)).ShouldBeNull("media alone are no mark");
    }

    [Fact]
    public async Task A_post_of_before_the_call_proves_nothing()
    {
        await _bench.PublishAsync("Hello");
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _bench.X.FindPublishedAsync(new PublishPost("Hello"), XBench.Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_posts_that_say_the_same_prove_nothing()
    {
        _bench.Simulator.Faults.Script(
            SimulatorFault.Answer(200, body: """
                {"data":[{"id":"2","text":"Hello","created_at":"2026-12-01T09:00:05Z"},{"id":"1","text":"Hello","created_at":"2026-12-01T09:00:00Z"}],"meta":{"result_count":2} }
                """),
            "getUsersPosts");
        (await _bench.X.FindPublishedAsync(new PublishPost("Hello"), XBench.Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Older_names_are_asked_for_where_they_are_set()
    {
        var bench = new XBench("legacy");
        await bench.PublishAsync("Hello");
        (await bench.X.FindPublishedAsync(new PublishPost("Hello"), XBench.Ct)).ShouldNotBeNull();
        bench.Last.Address.Query.ShouldEndWith("&tweet.fields=created_at,entities");
    }

    [Fact]
    public async Task Through_the_gateway_a_lost_answer_completes_and_is_published_once()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("x").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "createPosts");

        var post = await host.Get<IX>().PublishPostAsync(new PublishPost("Hello https://example.com"), XBench.Ct);

        post.Id.ShouldNotBeEmpty();
        host.Received("x").Count(request => request.Method == "POST").ShouldBe(1, "a look-up never licenses a second post");
    }

    [Theory]
    [InlineData(null, Repeat.Reconcilable)]
    [InlineData("tweet.write tweet.read users.read", Repeat.Reconcilable)]
    [InlineData("tweet.write", Repeat.Blind)]
    public void Without_the_scope_to_read_publishing_is_blind(string? granted, Repeat repeat) =>
        XConnector.Binding.Find("publishPost")!.Descriptor.RepeatUnder(granted?.Split(' ').ToHashSet()).ShouldBe(repeat);

    [Theory]
    [InlineData("019adfd5-4780-7000-8000-000000000001", "2025-12-02T16:11:28Z")]
    [InlineData("00000001-0000-7000-8000-000000000001", "2010-11-06T00:00:00Z")]
    public void A_call_began_when_its_id_says_and_not_before_X_has_posts(string id, string at) =>
        XAdapter.BegunAt(Guid.Parse(id)).ShouldBe(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

    private XAdapter Of(Guid execution) => new(_bench.NewAttempt(execution));
}

using Switchboard.Calls;
using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.Tests.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Instagram;

/// <summary>From container to post.</summary>
public sealed class InstagramPostTests
{
    private readonly InstagramBench _bench = new();

    [Fact]
    public async Task A_container_is_made_looked_at_and_published_and_the_post_has_an_address()
    {
        var post = await _bench.PostAsync("Hello & goodbye");

        var sent = _bench.Graph.Exchanges;
        sent.Select(exchange => exchange.Method).ShouldBe(["POST", "GET", "POST", "GET"]);
        sent[0].Address.AbsoluteUri.ShouldBe($"https://graph.facebook.com/v25.0/{InstagramBench.User}/media");
        sent[0].RequestText.ShouldBe("image_url=https%3A%2F%2Fexample.com%2Fa.jpg&caption=Hello+%26+goodbye");
        sent[0].Authorization.ShouldBe("Bearer EAAsimulatedInstagramToken");
        var container = System.Text.Json.JsonElement.Parse(sent[0].ResponseText).GetProperty("id").GetString();
        sent[1].Address.PathAndQuery.ShouldBe($"/v25.0/{container}?fields=status_code%2Cstatus");
        sent[2].Address.AbsolutePath.ShouldBe($"/v25.0/{InstagramBench.User}/media_publish");
        sent[2].RequestText.ShouldBe($"creation_id={container}", "as a form, since the id exceeds 2^53");
        sent[3].Address.PathAndQuery.ShouldBe($"/v25.0/{post.Id}?fields=permalink");
        post.Permalink!.ShouldMatch("^https://www.instagram.com/p/D[0-9A-Z]{10}/$");
    }

    [Fact]
    public async Task A_slow_picture_is_waited_for_on_the_given_clock()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        var post = await host.Get<IInstagram>().PublishPostAsync(new PublishPost("x", "https://example.com/slow.jpg"), GraphBench.Ct);
        post.Permalink.ShouldNotBeNull();
        (host.Clock.GetUtcNow() - host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(4));
        host.Received("instagram").Count(request => request.RouteName == "IGContainer.get").ShouldBe(4);
    }

    [Fact]
    public async Task A_picture_that_is_never_read_is_given_up_before_the_attempt_ends_and_nothing_was_published()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        var thrown = await Should.ThrowAsync<ConnectorException>(() => host.Get<IInstagram>().PublishPostAsync(new PublishPost("x", "https://example.com/stuck.jpg"), GraphBench.Ct));
        thrown.Outcome.Status.ShouldBe(ExecutionStatus.Failed);
        thrown.Error.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        (host.Clock.GetUtcNow() - host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(6));
        host.Received("instagram").ShouldAllBe(request => request.RouteName != "IGUser.media_publish.post");
    }

    [Theory]
    [InlineData("broken.jpg", null)]
    [InlineData("huge.jpg", "36000/2207004")]
    public async Task A_picture_that_Instagram_cannot_use_is_a_no(string name, string? code)
    {
        var fault = await GraphBench.FaultOf(() => _bench.PostAsync(image: "https://example.com/" + name));
        (fault.Verdict, fault.ProviderCode).ShouldBe((Verdict.Rejected, code));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_fetched_in_time_was_not_published()
    {
        var fault = await GraphBench.FaultOf(() => _bench.PostAsync(image: "https://example.com/unreachable.jpg"));
        (fault.Verdict, fault.ProviderCode).ShouldBe((Verdict.NotSent, "-2/2207003"));
    }

    [Theory]
    [InlineData(9, 2207042, Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(4, 2207051, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(4, 0, Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(-2, 2207020, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(-1, 2207001, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(24, 2207008, Verdict.Rejected, ErrorCode.ProviderRejected)]
    public async Task Publishing_has_codes_of_its_own_and_a_hold_for_spam_is_no_limit(int code, int subcode, Verdict verdict, ErrorCode error)
    {
        _bench.Graph.Fail(code, subcode: subcode == 0 ? null : subcode, route: "IGUser.media_publish.post");
        var fault = await GraphBench.FaultOf(() => _bench.PostAsync());
        (fault.Verdict, fault.Code).ShouldBe((verdict, error));
    }

    [Theory]
    [InlineData(WireFault.AnswerLost)]
    [InlineData(WireFault.Truncated)]
    public async Task A_lost_answer_is_proved_by_the_containers_status_and_published_once(WireFault wire)
    {
        _bench.Graph.Simulator.Faults.Script(SimulatorFault.On(wire), "IGUser.media_publish.post");
        var post = await _bench.PostAsync("just once");
        var listed = _bench.Graph.Ask($"/v25.0/{InstagramBench.User}/media?fields=caption,permalink").GetProperty("data")[0];
        (listed.GetProperty("id").GetString(), listed.GetProperty("permalink").GetString()).ShouldBe((post.Id, post.Permalink));
        _bench.Graph.Simulator.Received.Count(request => request.RouteName == "IGUser.media_publish.post").ShouldBe(1);
    }

    [Fact]
    public async Task Two_posts_of_one_caption_prove_neither_and_an_unpublished_container_nothing()
    {
        await _bench.PostAsync("twice");
        _bench.Graph.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "IGUser.media_publish.post");
        (await GraphBench.FaultOf(() => _bench.PostAsync("twice"))).Verdict.ShouldBe(Verdict.InDoubt);
        _bench.Graph.Fail(2, 500, route: "IGUser.media_publish.post");
        (await GraphBench.FaultOf(() => _bench.PostAsync("never"))).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public async Task The_container_is_noted_for_whoever_settles_a_doubt()
    {
        var attempt = _bench.Graph.NewAttempt();
        await new InstagramAdapter(attempt).PublishPostAsync(new PublishPost("x", "https://example.com/a.jpg"), GraphBench.Ct);
        attempt.Notes!["containerId"].ShouldMatch("^1791[0-9]{13}$");
    }

    [Fact]
    public async Task An_address_that_cannot_be_read_does_not_undo_the_post()
    {
        _bench.Graph.Fail(2, 500, route: "IGMedia.get");
        (await _bench.PostAsync("a")).Permalink.ShouldBeNull();

        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        host.Simulator("instagram").Faults.Script(SimulatorFault.Slow(TimeSpan.FromSeconds(30)), "IGMedia.get");
        var post = await host.Get<IInstagram>().PublishPostAsync(new PublishPost("b", "https://example.com/a.jpg"), GraphBench.Ct);
        post.Permalink.ShouldBeNull();
        post.Id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_same_container_cannot_be_published_twice_and_expires_after_24_hours()
    {
        await _bench.PostAsync();
        var used = GraphBench.Form(_bench.Graph.Exchanges[2])["creation_id"];
        Publish(used!, 400).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(9007);
        var old = _bench.Graph.Ask($"/v25.0/{InstagramBench.User}/media", "image_url=https://example.com/b.jpg", "POST").GetProperty("id").GetString();
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(25));
        _bench.Graph.Ask($"/v25.0/{old}?fields=status_code").GetProperty("status_code").GetString().ShouldBe("EXPIRED");
        Publish(old!, 400).GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(2207020);
        Publish("17919", 400).GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(2207008);
        Publish("", 400);

        System.Text.Json.JsonElement Publish(string container, int status) =>
            _bench.Graph.Ask($"/v25.0/{InstagramBench.User}/media_publish", "creation_id=" + container, "POST", status);
    }

    [Theory]
    [InlineData("", 100)]
    [InlineData("image_url=https://example.com/a.png", 36001)]
    [InlineData("image_url=https://example.com/a.jpg&caption=%23a%23a", 0)]
    public void The_simulator_refuses_what_Instagram_refuses(string form, int code)
    {
        var answer = _bench.Graph.Ask($"/v25.0/{InstagramBench.User}/media", form, "POST", code == 0 ? 200 : 400);
        (code == 0 ? 0 : answer.GetProperty("error").GetProperty("code").GetInt32()).ShouldBe(code);
    }
}

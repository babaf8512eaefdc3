using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.X;

namespace Switchboard.Connectors.Tests.X;

public sealed class XPostTests
{
    private readonly XBench _bench = new();

    [Fact]
    public async Task Publishes_json_with_a_bearer_token_and_the_answer_is_201()
    {
        var post = await _bench.PublishAsync("Hello 🦞");

        post.Id.ShouldMatch("^[0-9]{19}$");
        _bench.Last.Method.ShouldBe("POST");
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://api.x.com/2/tweets");
        _bench.Last.Authorization.ShouldBe("Bearer " + XBench.Token);
        _bench.Last.RequestType.ShouldBe("application/json");
        ((int)_bench.Last.Status).ShouldBe(201);
        var body = JsonElement.Parse(_bench.Last.RequestBody);
        body.EnumerateObject().Select(member => member.Name).ShouldBe(["text"]);
        body.GetProperty("text").GetString().ShouldBe("Hello 🦞");
    }

    [Fact]
    public async Task Media_go_by_their_ids_as_text()
    {
        await _bench.PublishAsync("", "1880028106020515840", "1");
        _bench.Last.RequestText.ShouldBe("""{"text":"","media":{"media_ids":["1880028106020515840","1"]}}""");
    }

    [Fact]
    public async Task Deletes_by_id_and_what_is_gone_is_refused()
    {
        var post = await _bench.PublishAsync();
        (await _bench.X.DeletePostAsync(new DeletePost(post.Id), XBench.Ct)).PostId.ShouldBe(post.Id);
        _bench.Last.Method.ShouldBe("DELETE");
        _bench.Last.Address.AbsolutePath.ShouldBe("/2/tweets/" + post.Id);
        _bench.Last.RequestBody.ShouldBeEmpty();

        var fault = await XBench.FaultOf(() => _bench.X.DeletePostAsync(new DeletePost(post.Id), XBench.Ct));
        fault.ProviderCode.ShouldBe("resource-not-found");
        fault.Verdict.ShouldBe(Verdict.Rejected);
        (await _bench.Again().DeletePostAsync(new DeletePost(post.Id), XBench.Ct)).PostId.ShouldBe(post.Id);
    }

    [Theory]
    [InlineData("""{"data":{"deleted":false}}""", Verdict.Rejected)]
    [InlineData("""{"data":{}}""", Verdict.InDoubt)]
    public async Task A_delete_is_done_only_when_X_says_so(string body, Verdict verdict)
    {
        _bench.Answer(body);
        (await XBench.FaultOf(() => _bench.X.DeletePostAsync(new DeletePost("1"), XBench.Ct))).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData(null, "post.fields=public_metrics", "repost_count")]
    [InlineData("current", "post.fields=public_metrics", "repost_count")]
    [InlineData("legacy", "tweet.fields=public_metrics", "retweet_count")]
    public async Task Surprise_names_changed_in_August_2026_one_switch_asks_and_both_are_read(string? naming, string query, string member)
    {
        var bench = new XBench(naming);
        var post = await bench.PublishAsync();
        bench.Clock.Advance(TimeSpan.FromDays(3));
        var metrics = await bench.MetricsAsync(post.Id);

        bench.Last.Address.Query.ShouldBe("?" + query);
        bench.Last.ResponseText.ShouldContain($"\"{member}\":{metrics.Reposts},");
        metrics.Reposts.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Surprise_answers_in_the_other_names_are_read_whatever_was_asked()
    {
        foreach (var (naming, member) in ((string, string)[])[("current", "retweet_count"), ("legacy", "repost_count")])
        {
            var bench = new XBench(naming);
            bench.Answer($$$"""{"data":{"id":"1","text":"x","public_metrics":{"{{{member}}}":7,"reply_count":1,"like_count":20,"impression_count":3000000000} } }""");
            (await bench.MetricsAsync("1")).ShouldBe(new PostMetrics(3_000_000_000, 20, 7, 1));
        }
    }

    [Fact]
    public async Task Figures_grow_with_the_clock_and_agree_with_one_another()
    {
        var post = await _bench.PublishAsync();
        (await _bench.MetricsAsync(post.Id)).ShouldBe(new PostMetrics(0, 0, 0, 0, 0, 0));
        var before = new PostMetrics(0, 0, 0, 0, 0, 0);
        for (var hour = 0; hour < 5; hour++)
        {
            _bench.Clock.Advance(TimeSpan.FromHours(9));
            var now = await _bench.MetricsAsync(post.Id);
            now.Impressions.ShouldBeGreaterThan(before.Impressions);
            now.Likes.ShouldBeGreaterThan(before.Likes);
            now.Likes.ShouldBeLessThan(now.Impressions);
            now.Reposts.ShouldBeLessThanOrEqualTo(now.Likes);
            now.Quotes!.Value.ShouldBeLessThanOrEqualTo(now.Reposts);
            before = now;
        }

        (await _bench.MetricsAsync(post.Id)).ShouldBe(before, "the clock stood still");
    }

    [Fact]
    public async Task What_was_published_is_listed_newest_first_to_the_end()
    {
        List<string> ids = [];
        for (var i = 0; i < 9; i++)
        {
            ids.Insert(0, (await _bench.PublishAsync($"post {i}")).Id);
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        List<string?> listed = [];
        var (path, pages) = (_bench.Timeline + "?max_results=5", 0);
        for (var query = path; ; pages++)
        {
            var page = _bench.Get(query);
            listed.AddRange(page.GetProperty("data").EnumerateArray().Select(post => post.GetProperty("id").GetString()));
            if (!page.GetProperty("meta").TryGetProperty("next_token", out var next))
            {
                break;
            }

            query = path + "&pagination_token=" + next.GetString();
        }

        pages.ShouldBe(2, "twelve posts, five a page");
        listed.Take(9).ShouldBe(ids);
        listed.Count.ShouldBe(12);
        await _bench.X.DeletePostAsync(new DeletePost(ids[0]), XBench.Ct);
        _bench.Get(path).GetProperty("data")[0].GetProperty("id").GetString().ShouldBe(ids[1]);
        _bench.Get($"{_bench.Timeline}?since_id={ids[1]}").GetProperty("meta").GetProperty("result_count").GetInt32().ShouldBe(0);
        _bench.Get($"{_bench.Timeline}?end_time=2026-01-01T00:00:00Z").GetProperty("data").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Addresses_are_shortened_and_text_is_escaped()
    {
        await _bench.PublishAsync("a & b: https://example.com/path 🦞 example.org");
        var shown = JsonElement.Parse(_bench.Last.ResponseBody).GetProperty("data").GetProperty("text").GetString()!;
        shown.ShouldMatch("^a &amp; b: https://t\\.co/[a-zA-Z0-9]{10} 🦞 https://t\\.co/[a-zA-Z0-9]{10}$");
    }

    [Fact]
    public async Task Surprise_the_same_text_twice_is_403_until_a_day_has_passed_or_it_is_deleted()
    {
        var first = await _bench.PublishAsync("Once");
        var fault = await XBench.FaultOf(() => _bench.PublishAsync(" Once "));
        fault.HttpStatus.ShouldBe(403);
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("duplicate content");

        await _bench.X.DeletePostAsync(new DeletePost(first.Id), XBench.Ct);
        await _bench.PublishAsync("Once");
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        await _bench.PublishAsync("Once");
    }
}

using Switchboard.Connectors.YouTube;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>What was uploaded is listed and measured.</summary>
public sealed class YouTubeReadTests
{
    private readonly YouTubeBench _bench = new();

    [Fact]
    public async Task What_is_uploaded_is_listed_first_with_its_privacy()
    {
        var published = await _bench.Publish(YouTubeBench.Video() with { PrivacyStatus = Privacy.Unlisted });
        var listed = (await _bench.List()).Videos[0];
        listed.ShouldBe(new ListedVideo(published.Id, "Launch", TestClock.DefaultStart, "unlisted"));
    }

    [Fact]
    public async Task Pages_lead_to_the_end_also_while_videos_are_uploaded()
    {
        for (var i = 0; i < 4; i++)
        {
            await _bench.Publish(YouTubeBench.Video(title: $"Video {i}"));
            _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        List<string> titles = [];
        string? token = null;
        do
        {
            var page = await _bench.List(2, token);
            page.TotalResults.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(7);
            titles.AddRange(page.Videos.Select(video => video.Title));
            token = page.NextPageToken;
            await _bench.Publish(YouTubeBench.Video(title: "Meanwhile"));
        }
        while (token is not null);

        titles.ShouldBe(["Video 3", "Video 2", "Video 1", "Video 0", "Spring collection", "How our notebooks are bound", "Welcome to Example Works"]);
    }

    [Fact]
    public async Task Lists_ask_for_the_channels_uploads_playlist()
    {
        await _bench.List(3, null);
        _bench.Harness.Exchanges[0].Address.PathAndQuery.ShouldBe("/youtube/v3/channels?part=contentDetails&mine=true");
        _bench.Last.Address.PathAndQuery.ShouldMatch(@"^/youtube/v3/playlistItems\?part=snippet,contentDetails,status&playlistId=UU[A-Za-z0-9_-]{22}&maxResults=3$");
        _bench.Last.Authorization.ShouldBe("Bearer " + YouTubeBench.Token);
    }

    [Fact]
    public async Task An_account_without_a_channel_has_no_videos()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(200, body: """{"kind":"youtube#channelListResponse"}"""), "youtube.channels.list");
        (await _bench.List()).Videos.ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_grow_with_the_clock_and_agree()
    {
        var id = (await _bench.Publish()).Id;
        (await _bench.Metrics(id)).ShouldBe(new VideoMetrics(id, 0, 0, 0));
        _bench.Clock.Advance(TimeSpan.FromHours(6));
        var early = await _bench.Metrics(id);
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        var late = await _bench.Metrics(id);

        _bench.Last.Address.PathAndQuery.ShouldBe("/youtube/v3/videos?part=statistics&id=" + id);
        early.Views.ShouldNotBeNull().ShouldBeGreaterThan(0);
        late.Views.ShouldNotBeNull().ShouldBeGreaterThan(early.Views.Value);
        late.Likes.ShouldNotBeNull().ShouldBeInRange(early.Likes!.Value, late.Views.Value);
        late.Comments.ShouldNotBeNull().ShouldBeLessThan(late.Likes.Value);
    }

    [Fact]
    public async Task Hidden_counts_are_absent_and_not_0()
    {
        var seed = (await _bench.List()).Videos;
        (await _bench.Metrics(seed[0].Id)).ShouldSatisfyAllConditions(m => m.Likes.ShouldBeNull(), m => m.Views.ShouldNotBeNull(), m => m.Comments.ShouldNotBeNull());
        (await _bench.Metrics(seed[1].Id)).ShouldSatisfyAllConditions(m => m.Comments.ShouldBeNull(), m => m.Likes.ShouldNotBeNull());
    }

    [Fact]
    public async Task Counts_come_as_text_of_64_bits()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(200, body: """{"items":[{"id":"abcdefghijk","statistics":{"viewCount":"18446744073709551615","likeCount":"9007199254740993"}}]}"""));
        (await _bench.Metrics("abcdefghijk")).ShouldBe(new VideoMetrics("abcdefghijk", long.MaxValue, 9007199254740993));
    }

    [Fact]
    public async Task A_video_that_is_not_found_is_an_empty_list_and_so_a_no()
    {
        var fault = await YouTubeBench.FaultOf(() => _bench.Metrics("abcdefghijk"));
        fault.HttpStatus.ShouldBe(200);
        fault.ProviderCode.ShouldBe("videoNotFound");
        fault.Verdict.ShouldBe(Calls.Verdict.Rejected);
    }

    [Fact]
    public async Task A_scheduled_video_is_private_until_its_time_and_is_seen_only_then()
    {
        var id = (await _bench.Publish(YouTubeBench.Video() with { PrivacyStatus = Privacy.Private, PublishAt = TestClock.DefaultStart.AddHours(10) })).Id;
        _bench.Clock.Advance(TimeSpan.FromHours(9));
        (await _bench.List()).Videos[0].PrivacyStatus.ShouldBe("private");
        (await _bench.Metrics(id)).Views.ShouldBe(0);
        _bench.Clock.Advance(TimeSpan.FromHours(9));
        (await _bench.List()).Videos[0].PrivacyStatus.ShouldBe("public");
        (await _bench.Metrics(id)).Views.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_video_is_processed_after_a_while()
    {
        var call = YouTubeBench.Call(1);
        (await _bench.Publish(call: call)).UploadStatus.ShouldBe("uploaded");
        _bench.Clock.Advance(TimeSpan.FromMinutes(3));
        (await _bench.Adapter(call).FindPublishedAsync(YouTubeBench.Video(), YouTubeBench.Ct))!.UploadStatus.ShouldBe("processed");
    }
}

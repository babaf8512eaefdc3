using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.X;
using Switchboard.Connectors.YouTube;
using FacebookPost = Switchboard.Connectors.Facebook.PublishPost;
using InstagramPost = Switchboard.Connectors.Instagram.PublishPost;
using TikTokPost = Switchboard.Connectors.TikTok.PublishPost;
using XPost = Switchboard.Connectors.X.PublishPost;
using YouTubePost = Switchboard.Connectors.YouTube.PublishPost;

namespace Switchboard.Server.Launch;

/// <summary>Posts in public, and reads later how many saw it.</summary>
internal sealed class SocialPosts(IX x, IFacebook facebook, IInstagram instagram, ITikTok tikTok, IYouTube youTube, Crew crew)
{
    private string? _xPost;
    private string? _instagramPost;
    private string? _tikTokPost;
    private string? _video;

    /// <summary>Posts on five networks.</summary>
    public Task PublishAsync(CampaignSocial social, CancellationToken ct) => crew.StepsAsync("Post", 5, async () =>
    {
        var words = $"{social.Text} {social.Link}";
        await crew.OneAsync(async () => _xPost = (await x.PublishPostAsync(new XPost(words), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
        await crew.OneAsync(() => facebook.PublishPostAsync(new FacebookPost(social.Text, social.Link), ct)).ConfigureAwait(false);
        await crew.OneAsync(async () => _instagramPost = (await instagram.PublishPostAsync(new InstagramPost(social.Text, social.ImageUrl), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
        await crew.OneAsync(async () => _tikTokPost = (await tikTok.PublishPostAsync(new TikTokPost(social.VideoUrl, social.Text), ct).ConfigureAwait(false)).PublishId).ConfigureAwait(false);
        await crew.OneAsync(async () => _video = (await youTube.PublishPostAsync(
            new YouTubePost(social.Video.Title, social.Video.Description, social.Video.Content), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
    });

    /// <summary>Reads how the posts were received.</summary>
    public Task MeasureAsync(LaunchFigures figures, CancellationToken ct) => crew.StepsAsync("Read posts' figures", 5, async () =>
    {
        if (_xPost is { } post)
        {
            await crew.OneAsync(async () => figures.Reached("x", (await x.GetPostMetricsAsync(new GetPostMetrics(post), ct).ConfigureAwait(false)).Impressions)).ConfigureAwait(false);
        }

        await crew.OneAsync(async () => figures.Reached("facebook", Views(await facebook.GetPageInsightsAsync(new GetPageInsights(["page_media_view"]), ct).ConfigureAwait(false)))).ConfigureAwait(false);
        if (_instagramPost is { } picture)
        {
            await crew.OneAsync(async () => figures.Reached("instagram", (await instagram.GetInsightsAsync(new GetInsights(picture), ct).ConfigureAwait(false)).Reach ?? 0)).ConfigureAwait(false);
        }

        if (_tikTokPost is { } clip)
        {
            await crew.OneAsync(() => tikTok.GetPostStatusAsync(new GetPostStatus(clip), ct)).ConfigureAwait(false);
        }

        if (_video is { } video)
        {
            await crew.OneAsync(async () => figures.Reached("youtube", (await youTube.GetVideoMetricsAsync(new GetVideoMetrics(video), ct).ConfigureAwait(false)).Views ?? 0)).ConfigureAwait(false);
        }
    });

    private static long Views(PageInsights insights) => insights.Metrics
        .SelectMany(metric => metric.Values)
        .Sum(value => value.Value.ValueKind == System.Text.Json.JsonValueKind.Number ? value.Value.GetInt64() : 0);
}

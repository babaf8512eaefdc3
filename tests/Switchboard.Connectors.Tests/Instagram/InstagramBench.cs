using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.Tests.Meta;

namespace Switchboard.Connectors.Tests.Instagram;

/// <summary>A professional account on a clock that the test sets.</summary>
internal sealed class InstagramBench(long seed = 1, string set = "")
{
    public const string User = "17841400000000001";

    public GraphBench Graph { get; } = new(InstagramConnector.Binding, seed, set);

    public WireExchange Last => Graph.Last;

    public InstagramAdapter NewCall() => new(Graph.NewAttempt());

    public Task<PublishedPost> PostAsync(string caption = "Hello", string image = "https://example.com/a.jpg") =>
        NewCall().PublishPostAsync(new PublishPost(caption, image), GraphBench.Ct);

    public Task<Insights> InsightsAsync(string? media = null, string? since = null, string? until = null) =>
        NewCall().GetInsightsAsync(new GetInsights(media, since, until), GraphBench.Ct);
}

using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connectors.YouTube;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>A YouTube channel on a clock that the test sets.</summary>
internal sealed class YouTubeBench(IReadOnlyDictionary<string, string>? credential = null, long seed = 1)
{
    public const string Token = "ya29.test";
    public const string Bytes = "youtube.videos.insert.bytes";
    private readonly Lock _gate = new();
    private ConnectorHarness? _harness;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public ConnectorHarness Harness => _harness ??= new ConnectorHarness(
        new ConnectorDescriptor
        {
            Name = "youtube",
            Description = "YouTube",
            Category = "Social",
            BaseAddress = new Uri("https://youtube.googleapis.com"),
            Contract = typeof(IYouTube),
            Actions = [],
        },
        context => new YouTubeSimulator(context),
        credential ?? new Dictionary<string, string> { ["AccessToken"] = Token },
        Clock,
        seed);

    public Simulator Simulator => Harness.Simulator;

    public WireExchange Last => Harness.Exchanges[^1];

    /// <summary>Requests that brought bytes or asked an upload for its state.</summary>
    public List<SimulatorRequest> Puts => [.. Simulator.Received.Where(request => request.Method == "PUT")];

    /// <summary>An adapter for one attempt: of a new call, or of the given one.</summary>
    public YouTubeAdapter Adapter(Guid? call = null) => new(NewAttempt(call));

    public Attempt NewAttempt(Guid? call = null)
    {
        lock (_gate)
        {
            return Harness.NewAttempt(call);
        }
    }

    /// <summary>Id of a call.</summary>
    public static Guid Call(int number) => new(number, 9, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 9]);

    public Task<PublishedVideo> Publish(PublishPost? input = null, Guid? call = null) => Adapter(call).PublishPostAsync(input ?? Video(), Ct);

    public Task<VideoList> List(int? maxResults = null, string? pageToken = null) => Adapter().ListVideosAsync(new ListVideos(maxResults, pageToken), Ct);

    public Task<VideoMetrics> Metrics(string id) => Adapter().GetVideoMetricsAsync(new GetVideoMetrics(id), Ct);

    /// <summary>The videos that were uploaded since the start, newest first.</summary>
    public async Task<List<ListedVideo>> Uploaded() =>
        [.. (await List(50)).Videos.Where(video => video.UploadedAt >= TestClock.DefaultStart)];

    public static PublishPost Video(int bytes = 1000, string title = "Launch") => new(title, "What is new.", Content(bytes));

    public static string Content(int bytes) => Convert.ToBase64String([.. Enumerable.Range(0, bytes).Select(i => (byte)(i * 31))]);

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;

    public SimulatorReply Ask(string method, string path, string body = "", params (string Name, string Value)[] headers)
    {
        var split = path.Split('?', 2);
        var all = headers.Append(("Authorization", "Bearer " + Token)).DistinctBy(header => header.Item1).Where(header => header.Item2.Length > 0)
            .ToDictionary(header => header.Item1, header => header.Item2, StringComparer.OrdinalIgnoreCase);
        return Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090/youtube",
            Headers = all,
            Body = System.Text.Encoding.UTF8.GetBytes(body),
        });
    }

    public static string? ReasonOf(SimulatorReply reply) =>
        JsonElement.Parse(reply.Body.Span).GetProperty("error").GetProperty("errors")[0].GetProperty("reason").GetString();
}

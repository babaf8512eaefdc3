using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.TikTok;

/// <summary>Plays one TikTok creator and one ads account: both hosts' paths at one root.</summary>
internal sealed class TikTokSimulator : Simulator
{
    private const string BusinessRoot = "/open_api/v1.3/";
    private readonly SimulatedPosts _posts;
    private readonly SimulatedCampaigns _campaigns;

    public TikTokSimulator(SimulatorContext context)
        : base(context)
    {
        _posts = new SimulatedPosts(NewHexId);
        _campaigns = new SimulatedCampaigns(NewHexId, Fraction);
        _campaigns.Populate();
        Map("post.publish.creator_info.query", "POST", "/v2/post/publish/creator_info/query/", _posts.Creator);
        Map("post.publish.video.init", "POST", "/v2/post/publish/video/init/", request => _posts.Init(request, Now));
        Map("post.publish.status.fetch", "POST", "/v2/post/publish/status/fetch/", request => _posts.Status(request, Now));
        Map("business.advertiser.info", "GET", BusinessRoot + "advertiser/info/", _campaigns.Advertisers);
        Map("business.campaign.create", "POST", BusinessRoot + "campaign/create/", request => _campaigns.Create(request, Now));
        Map("business.campaign.update", "POST", BusinessRoot + "campaign/update/", request => _campaigns.Update(request, Now));
        Map("business.campaign.get", "GET", BusinessRoot + "campaign/get/", _campaigns.List);
        Map("business.report.integrated.get", "GET", BusinessRoot + "report/integrated/get/", request => _campaigns.Report(request, Now));
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        IsBusiness(request)
            ? string.IsNullOrEmpty(request.Header("Access-Token")) ? _campaigns.Error(request, 40105, "Access token is incorrect or has been revoked.") : null
            : request.Header("Authorization") is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                ? null
                : _posts.Error(request, 401, "access_token_invalid", "The access token is invalid or not found in the request.");

    protected override SimulatorReply NotFound(SimulatorRequest request) =>
        IsBusiness(request) ? _campaigns.Error(request, 40002, "The path is not supported.", 404) : _posts.Error(request, 404, "unsupported_path", "The path is not supported.");

    /// <summary>A campaign's request id is another in every call, whatever is asked.</summary>
    protected override string CanonicalKey(SimulatorRequest request) =>
        request.Path.EndsWith("/campaign/create/", StringComparison.Ordinal) && request.Json() is { ValueKind: JsonValueKind.Object } body
            ? string.Join('\n', body.EnumerateObject().Where(member => member.Name != "request_id").Select(member => member.Name + member.Value.GetRawText()).Prepend(request.Path))
            : base.CanonicalKey(request);

    protected override void SaveState(Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, new TikTokState(_posts.ToState(), _campaigns.ToState()), TikTokWireJson.Default.TikTokState);

    protected override void LoadState(JsonElement state)
    {
        var loaded = state.Deserialize(TikTokWireJson.Default.TikTokState)!;
        _posts.Load(loaded.Posts);
        _campaigns.Load(loaded.Campaigns);
    }

    private static bool IsBusiness(SimulatorRequest request) => request.Path.StartsWith("/open_api/", StringComparison.Ordinal);
}

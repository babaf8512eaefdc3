using System.Text.Json;

namespace Switchboard.Connectors.TikTok;

/// <summary>Every answer of the posting API: an error whose code is <c>ok</c>, or another.</summary>
internal sealed record WireAnswer<T>(T? Data, WireError? Error)
    where T : class;

/// <summary>The same without what it holds, which an error may shape as it likes.</summary>
internal sealed record WireAnswerHead(WireError? Error);

internal sealed record WireError(string? Code, string? Message, string? LogId);

/// <summary>What the creator may choose at the moment.</summary>
internal sealed record WireCreator
{
    public string? CreatorAvatarUrl { get; init; }

    public string? CreatorUsername { get; init; }

    public string? CreatorNickname { get; init; }

    public IReadOnlyList<string>? PrivacyLevelOptions { get; init; }

    public bool? CommentDisabled { get; init; }

    public bool? DuetDisabled { get; init; }

    public bool? StitchDisabled { get; init; }

    public int? MaxVideoPostDurationSec { get; init; }
}

internal sealed record WireVideoInit(WirePostInfo? PostInfo, WireSourceInfo? SourceInfo);

internal sealed record WirePostInfo
{
    public string? PrivacyLevel { get; init; }

    public string? Title { get; init; }

    public bool? DisableDuet { get; init; }

    public bool? DisableStitch { get; init; }

    public bool? DisableComment { get; init; }

    public int? VideoCoverTimestampMs { get; init; }

    public bool? BrandContentToggle { get; init; }

    public bool? BrandOrganicToggle { get; init; }

    public bool? IsAigc { get; init; }
}

internal sealed record WireSourceInfo(string? Source, string? VideoUrl);

internal sealed record WireInit(string? PublishId);

internal sealed record WireStatusRequest(string? PublishId);

internal sealed record WireStatus
{
    public string? Status { get; init; }

    public string? FailReason { get; init; }

    /// <summary>Numbers beyond 2^53, so never read as such; the name is TikTok's.</summary>
    public IReadOnlyList<JsonElement>? PublicalyAvailablePostId { get; init; }

    public long? DownloadedBytes { get; init; }
}

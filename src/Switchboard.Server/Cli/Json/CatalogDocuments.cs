using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Server.Cli.Json;

/// <summary>A connector, as <c>connectors</c> lists it.</summary>
internal sealed record ConnectorItem(
    string Name,
    IReadOnlyList<string> Aliases,
    string Category,
    string Description,
    string Mode,
    string BaseAddress,
    string ApiVersion,
    IReadOnlyList<CredentialItem> Credentials,
    ConnectorMetadata Metadata,
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> Triggers,
    IReadOnlyDictionary<string, string> NotOffered);

/// <summary>One setting of a connector's credentials; never its value.</summary>
internal sealed record CredentialItem(string Setting, bool Present, bool Optional, string Set, string Description);

/// <summary>What is known of a connector's or action's sending.</summary>
internal sealed record ConnectorMetadata(
    int? SendCap,
    IReadOnlyList<SendCapItem> SendCaps,
    QuietHoursItem? QuietHours,
    IReadOnlyList<RateLimitItem> RateLimits,
    RetryItem Retry,
    IReadOnlyList<string> Credentials,
    IReadOnlyList<string> Scopes);

/// <summary>Sends a day by account plan.</summary>
internal sealed record SendCapItem(string Plan, int PerDay);

/// <summary>Hours without sends, in the recipient's zone.</summary>
internal sealed record QuietHoursItem(string From, string Until);

/// <summary>A published limit.</summary>
internal sealed record RateLimitItem(string Bucket, int Amount, double WindowSeconds, string Source)
{
    /// <summary>Units that one call takes; only for an action.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Units { get; init; }

    /// <summary>Input field that splits the bucket; only for an action.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Per { get; init; }
}

/// <summary>How a call is tried again.</summary>
internal sealed record RetryItem(int MaxRetries, IReadOnlyList<int> DelaysMs, int AttemptTimeoutSeconds, int TotalTimeoutSeconds, int BreakerFailures, int BreakerRestSeconds);

/// <summary>An action, in a list.</summary>
internal sealed record ActionItem(string Name, string Connector, IReadOnlyList<string> Aliases, string Description, string Effect, string Repeat);

/// <summary>An action, whole.</summary>
internal sealed record ActionDocument(
    string Name,
    string Connector,
    IReadOnlyList<string> Aliases,
    string Description,
    string Effect,
    string Repeat,
    double? KeyWindowSeconds,
    JsonElement Input,
    JsonElement Output,
    MarksItem Marks,
    IReadOnlyList<string> Triggers,
    ConnectorMetadata Metadata);

/// <summary>Marked fields by path, as in <c>to[]</c>.</summary>
internal sealed record MarksItem(IReadOnlyDictionary<string, string> Input, IReadOnlyDictionary<string, string> Output);

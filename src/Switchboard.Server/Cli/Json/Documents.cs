using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Server.Cli.Json;

/// <summary>An error without a row.</summary>
internal sealed record ErrorDocument(ErrorItem Error);

/// <summary>What went wrong, in the outside contract's codes.</summary>
internal sealed record ErrorItem(string Code, string Message);

/// <summary>One row of the ledger: every column.</summary>
internal sealed record ExecutionItem
{
    public required Guid Id { get; init; }

    public required string OrgId { get; init; }

    public required Guid? AgentRunId { get; init; }

    public required string RunLink { get; init; }

    public required string? Agent { get; init; }

    public required string? UserId { get; init; }

    public required string Connector { get; init; }

    public required string Action { get; init; }

    public required string Connection { get; init; }

    public required string Mode { get; init; }

    public required string Effect { get; init; }

    public required string Status { get; init; }

    public required JsonElement? Input { get; init; }

    public required string? InputHash { get; init; }

    public required JsonElement? Output { get; init; }

    public required JsonElement? Error { get; init; }

    public required int Attempts { get; init; }

    public required string? IdempotencyKey { get; init; }

    public required DateTimeOffset? NotBefore { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? DispatchedAt { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    public required long? DurationMs { get; init; }

    public required JsonElement? Metadata { get; init; }

    /// <summary>What its status means and what to do; only when one row is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Meaning { get; init; }

    /// <summary>Its run; only when one row is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunItem? Run { get; init; }

    /// <summary>Who holds it; only when one running row is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeaseItem? Lease { get; init; }
}

/// <summary>Who holds a running row.</summary>
internal sealed record LeaseItem(string? Owner, long Fence, DateTimeOffset? Until);

/// <summary>A page of rows.</summary>
internal sealed record ExecutionList(IReadOnlyList<ExecutionItem> Items, string? NextCursor);

/// <summary>One run of an agent.</summary>
internal sealed record RunItem(
    Guid Id,
    string OrgId,
    string Agent,
    string? UserId,
    string Intent,
    string Status,
    JsonElement? Input,
    JsonElement? Output,
    JsonElement? Metrics,
    string? Error,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt)
{
    /// <summary>Its calls, counted; absent in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CountItem>? Executions { get; init; }
}

/// <summary>A page of runs.</summary>
internal sealed record RunList(IReadOnlyList<RunItem> Items, string? NextCursor);

/// <summary>How many calls of an action are in a status.</summary>
internal sealed record CountItem(string Connector, string Action, string Status, long Count);

/// <summary>What a demo did.</summary>
internal sealed record DemoDocument(
    Guid RunId,
    long Seed,
    IReadOnlyList<CountItem> Executions,
    IReadOnlyList<SkippedItem> Skipped,
    double VirtualSeconds,
    string Digest,
    double ElapsedSeconds,
    string Status,
    string Database,
    IReadOnlyList<ResultItem> Results);

/// <summary>What one channel brought.</summary>
internal sealed record ResultItem(string Channel, long Reach, decimal Spend, string? Currency);

/// <summary>A row of the contacts that was not used.</summary>
internal sealed record SkippedItem(long Line, string Reason);

/// <summary>The ledger's file and schema.</summary>
internal sealed record DatabaseDocument(string Url, bool Exists, int? SchemaVersion, int ProgramVersion, string State, long? Bytes, string Message);

using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Orchestration;

/// <summary>A run of an agent: every call inside it, across awaits and parallel tasks, carries its id.</summary>
/// <remarks>Its row commits with its first call and ends when it is disposed.</remarks>
public sealed class AgentRun : IDisposable, IAsyncDisposable
{
    private static readonly AsyncLocal<AgentRun?> Ambient = new();
    private readonly ActiveRuns _active;
    private readonly AgentRun? _outer;
    private readonly Dictionary<string, double> _metrics = [];
    private AgentRunStatus _status = AgentRunStatus.Completed;
    private string? _error;
    private ReadOnlyMemory<byte> _output;
    private int _isEnded;
    private volatile bool _isRecorded;

    internal AgentRun(ActiveRuns active, Guid id, string agent, string? userId, string intent, DateTimeOffset startedAt, CallOptions options)
    {
        (_active, Id, Agent, UserId, Intent, StartedAt, Options) = (active, id, agent, userId, intent, startedAt, options);
        _outer = Ambient.Value;
        Ambient.Value = this;
    }

    /// <summary>Id of its row.</summary>
    public Guid Id { get; }

    /// <summary>Agent that runs.</summary>
    public string Agent { get; }

    /// <summary>User on whose behalf.</summary>
    public string? UserId { get; }

    /// <summary>What it is for.</summary>
    public string Intent { get; }

    /// <summary>When it began, on the domain clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>What its calls inherit.</summary>
    public CallOptions Options { get; }

    internal static AgentRun? Current => Ambient.Value is { _isEnded: 0 } run ? run : null;

    internal bool IsRecorded => _isRecorded;

    /// <summary>Ends it well with a result when it is disposed.</summary>
    public void Complete(JsonElement output) =>
        (_status, _output) = (AgentRunStatus.Completed, JsonSerializer.SerializeToUtf8Bytes(output, RunJson.Default.JsonElement));

    /// <summary>Ends it with an error when it is disposed.</summary>
    /// <param name="error">What went wrong; stored as it is, so no recipients or content.</param>
    public void Fail(string error) => (_status, _error) = (AgentRunStatus.Failed, error);

    /// <summary>Ends it as stopped when it is disposed.</summary>
    public void Cancel() => _status = AgentRunStatus.Cancelled;

    /// <summary>Sets one of its own counts.</summary>
    public void Metric(string name, double value)
    {
        lock (_metrics)
        {
            _metrics[name] = value;
        }
    }

    /// <summary>Ends it; its row is written behind.</summary>
    public void Dispose()
    {
        if (End())
        {
            _active.WriteBehind(this);
        }
    }

    /// <summary>Ends it and waits until its row is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        if (End())
        {
            await _active.WriteAsync(this).ConfigureAwait(false);
        }
    }

    internal void MarkRecorded() => _isRecorded = true;

    internal AgentRunRow ToRow(string owner, DateTimeOffset? leaseUntil, DateTimeOffset? endedAt) => new()
    {
        Id = Id,
        OrgId = Options.Organisation ?? "default",
        Agent = Agent,
        UserId = UserId,
        Intent = Intent,
        Status = endedAt is null ? AgentRunStatus.Running : _status,
        Output = endedAt is null ? default : _output,
        Metrics = endedAt is null ? default : MetricsJson(),
        Error = endedAt is null ? null : _error,
        StartedAt = StartedAt,
        CompletedAt = endedAt,
        LeaseOwner = endedAt is null ? owner : null,
        LeaseUntil = endedAt is null ? leaseUntil : null,
    };

    private bool End()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1)
        {
            return false;
        }

        Ambient.Value = _outer;
        return true;
    }

    private ReadOnlyMemory<byte> MetricsJson()
    {
        lock (_metrics)
        {
            return _metrics.Count == 0 ? default : JsonSerializer.SerializeToUtf8Bytes(_metrics, RunJson.Default.DictionaryStringDouble);
        }
    }
}

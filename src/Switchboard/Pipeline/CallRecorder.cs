using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;
using Switchboard.Orchestration;
using Switchboard.Telemetry;

namespace Switchboard.Pipeline;

/// <summary>Writes a call's row: before the wire, at its end, or once where nothing is sent.</summary>
internal sealed partial class CallRecorder(
    ILedger ledger, ActiveRuns runs, GatewayOptions options, ILogger logger)
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(7);
    private static readonly IReadOnlyList<KeyValuePair<string, string>> NoNotes = [];
    private readonly ConcurrentDictionary<string, RowJson> _rows = [];

    /// <summary>Gives a valid call its keyed hash.</summary>
    public void Identify(Submission call) => call.HashInput(Rows(call).Keyed);

    /// <summary>One final row: the call was refused.</summary>
    public ValueTask<CallResult> RefuseAsync(Submission call, CallError error) => EndUnsentAsync(call, error, ExecutionStatus.Refused);

    /// <summary>One final row: a gate held the call, or its caller stopped it.</summary>
    public ValueTask<CallResult> EndUnsentAsync(Submission call, CallError error) =>
        EndUnsentAsync(call, error, error.Code == ErrorCode.Cancelled ? ExecutionStatus.Cancelled : ExecutionStatus.Failed);

    /// <summary>The row before the wire; if another call holds the key, nothing is written.</summary>
    /// <exception cref="LedgerException">The row cannot be written: nothing may be sent.</exception>
    public async ValueTask<BeginResult> BeginAsync(Submission call)
    {
        call.Metadata = RowJson.Metadata(call, NoNotes);
        var begun = await ledger.BeginAsync(
            new LedgerEntry
            {
                Row = Row(call, ExecutionStatus.Running, call.Metadata, startedAt: call.StartedAt, dispatchedAt: call.StartedAt, attempts: 1),
                Run = RunRow(call),
                Claim = Claim(call),
                Input = PayloadSealing.Seal(ledger.Keys, call.Id, SealedKind.Input, call.Organisation, call.InputJson.Span, expiresAt: null),
            },
            CancellationToken.None).ConfigureAwait(false);
        if (begun.IsWritten)
        {
            call.Run?.MarkRecorded();
        }

        return begun;
    }

    /// <summary>The end of a call that went out.</summary>
    public async ValueTask<CallResult> CompleteAsync(Submission call, CallEnd end)
    {
        var completedAt = options.Time.GetUtcNow();
        var json = end.Output is null ? null : RowJson.Output(call.Action, end.Output);
        var marks = call.Action.Descriptor.OutputMarks;
        // What has no marks is recorded as it was written: nobody reads it again.
        using var document = json is null || (marks.IsNone && !call.WantsJson && options.Digest is null) ? null : JsonDocument.Parse(json);
        var rows = Rows(call);
        var error = end.Error is null ? null : rows.Scrub(end.Error, call);
        var redacted = document is null ? json : rows.Value(document.RootElement, marks);
        var result = Result(call, end, error, completedAt, document);
        try
        {
            await WriteEndAsync(call, end, error, redacted, json, completedAt).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            return LostEnd(call, result, e);
        }

        Tell(call, result.Outcome, document?.RootElement);
        return result;
    }

    /// <summary>The ledger cannot be used: nothing was sent and there is no row.</summary>
    public CallResult LedgerUnavailable(Submission call, LedgerException e)
    {
        LogLedger(call.Action.Descriptor.FullName, e.Message);
        var error = new CallError(ErrorCode.LedgerUnavailable, $"The ledger cannot be used, so nothing was sent. {e.Message}") { Retryable = true };
        return new CallResult(Outcome(call, ExecutionStatus.Refused, error) with { ExecutionId = null }, null);
    }

    /// <summary>The stored result of an earlier call is no longer kept.</summary>
    public CallResult Expired(Submission call, ToolExecution row) => new(
        Outcome(call, ExecutionStatus.Expired, new CallError(ErrorCode.Expired, "The call completed, but its result is no longer kept.")) with { ExecutionId = row.Id },
        null);

    private async ValueTask<CallResult> EndUnsentAsync(Submission call, CallError error, ExecutionStatus status)
    {
        var now = options.Time.GetUtcNow();
        var stored = Rows(call).Scrub(error, call);
        var isKept = status == ExecutionStatus.Failed && call.HasEffect;
        try
        {
            await ledger.BeginAsync(
                new LedgerEntry
                {
                    Row = Row(call, status, RowJson.Metadata(call, NoNotes), completedAt: now, error: RowJson.Error(stored)),
                    Run = RunRow(call),
                    Input = isKept ? PayloadSealing.Seal(ledger.Keys, call.Id, SealedKind.Input, call.Organisation, call.InputJson.Span, now + KeyLife) : null,
                },
                CancellationToken.None).ConfigureAwait(false);
            call.Run?.MarkRecorded();
        }
        catch (LedgerException e)
        {
            return LedgerUnavailable(call, e);
        }

        var outcome = Outcome(call, status, error, completedAt: now);
        Tell(call, outcome, null);
        return new CallResult(outcome, null, status == ExecutionStatus.Cancelled);
    }

    private async ValueTask WriteEndAsync(Submission call, CallEnd end, CallError? error, byte[]? redacted, byte[]? json, DateTimeOffset completedAt)
    {
        var errorJson = error is null ? null : RowJson.Error(error);
        var keptOutput = json is not null && (call.Options.IdempotencyKey is not null || call.Job is not null)
            ? PayloadSealing.Seal(ledger.Keys, call.Id, SealedKind.Output, call.Organisation, json, completedAt + KeyLife)
            : null;
        if (!call.HasEffect && call.Job is null)
        {
            await ledger.BeginAsync(
                new LedgerEntry
                {
                    Row = Row(
                        call,
                        end.Status,
                        RowJson.Metadata(call, end.Notes),
                        call.StartedAt,
                        dispatchedAt: end.Status == ExecutionStatus.Cancelled ? null : call.StartedAt,
                        completedAt,
                        end.Attempts,
                        redacted,
                        errorJson),
                    Run = RunRow(call),
                    Claim = end.Status == ExecutionStatus.Completed ? Claim(call) : null,
                    Output = keptOutput,
                },
                CancellationToken.None).ConfigureAwait(false);
            call.Run?.MarkRecorded();
            return;
        }

        var isOurs = await ledger.CompleteAsync(
            new LedgerCompletion
            {
                Id = call.Id,
                Fence = call.Fence,
                Status = end.Status,
                Output = redacted,
                Error = errorJson,
                Metadata = end.Notes.Count == 0 && call.Job is null ? call.Metadata : RowJson.Metadata(call, end.Notes),
                Attempts = end.Attempts + (call.Job?.Attempts ?? 0),
                CompletedAt = completedAt,
                DurationMs = (long)(completedAt - call.StartedAt).TotalMilliseconds,
                KeepInputUntil = end.Status switch
                {
                    ExecutionStatus.InDoubt => DateTimeOffset.MaxValue,
                    ExecutionStatus.Failed => completedAt + KeyLife,
                    _ => null,
                },
                SealedOutput = keptOutput,
            },
            CancellationToken.None).ConfigureAwait(false);
        if (!isOurs)
        {
            LogFenced(call.Id);
        }
    }

    private CallResult LostEnd(Submission call, CallResult result, LedgerException e)
    {
        LogLedger(call.Action.Descriptor.FullName, e.Message);
        if (!call.HasEffect)
        {
            return LedgerUnavailable(call, e);
        }

        var error = new CallError(ErrorCode.InDoubt, "The call went out, but its end could not be recorded. Do not repeat it.")
        {
            OperatorMessage = $"It ended as {result.Outcome.Status.ToText()}. {e.Message}",
        };
        return new CallResult(result.Outcome with { Status = ExecutionStatus.InDoubt, Error = error }, null);
    }

    private CallResult Result(Submission call, CallEnd end, CallError? error, DateTimeOffset completedAt, JsonDocument? document)
    {
        var output = call.WantsJson ? document?.RootElement.Clone() : null;
        var outcome = Outcome(call, end.Status, error, end.Attempts, call.StartedAt, completedAt, output);
        return new CallResult(outcome, end.Output, end.IsCancelledByCaller);
    }

    private static Outcome Outcome(
        Submission call,
        ExecutionStatus status,
        CallError? error,
        int attempts = 0,
        DateTimeOffset? startedAt = null,
        DateTimeOffset? completedAt = null,
        JsonElement? output = null) => new()
    {
        ExecutionId = call.Id,
        Connector = call.Action.Descriptor.Connector,
        Action = call.Action.Descriptor.Name,
        Mode = call.Channel.Connection.Mode,
        Status = status,
        RunId = call.RunId,
        Error = error,
        Attempts = attempts,
        QueuedAt = call.QueuedAt,
        StartedAt = startedAt,
        CompletedAt = completedAt,
        Output = output,
    };

    // All at once: a row is large, and each `with` would copy it.
    private ToolExecution Row(
        Submission call,
        ExecutionStatus status,
        ReadOnlyMemory<byte> metadata,
        DateTimeOffset? startedAt = null,
        DateTimeOffset? dispatchedAt = null,
        DateTimeOffset? completedAt = null,
        int attempts = 0,
        byte[]? output = null,
        byte[]? error = null) => new()
    {
        Id = call.Id,
        OrgId = call.Organisation,
        AgentRunId = call.RunId,
        RunLink = call.RunLink,
        Agent = call.Options.Agent,
        UserId = call.Options.User,
        Connector = call.Action.Descriptor.Connector,
        Action = call.Action.Descriptor.Name,
        Connection = call.Channel.Connection.Name,
        Mode = call.Channel.Connection.Mode,
        Effect = call.Action.Descriptor.Effect,
        Status = status,
        Input = RecordedInput(call),
        InputHash = call.InputHash,
        IdempotencyKey = call.Options.IdempotencyKey,
        QueuedAt = call.QueuedAt,
        StartedAt = startedAt,
        DispatchedAt = dispatchedAt,
        CompletedAt = completedAt,
        DurationMs = (long?)(completedAt - (startedAt ?? call.QueuedAt))?.TotalMilliseconds,
        Attempts = attempts,
        Output = output,
        Error = error,
        Metadata = metadata,
        LeaseOwner = status == ExecutionStatus.Running ? ledger.Owner : null,
        LeaseUntil = status == ExecutionStatus.Running ? options.MachineTime.GetUtcNow() + options.Lease : null,
        Fence = status == ExecutionStatus.Running ? call.Fence : 0,
    };

    private byte[]? RecordedInput(Submission call) => call.InputElement switch
    {
        null => null,
        { } invalid when call.InputHash is null => RowJson.Shape(invalid),
        { } valid => Rows(call).Value(valid, call.Action.Descriptor.InputMarks),
    };

    private RowJson Rows(Submission call) => _rows.TryGetValue(call.Organisation, out var known)
        ? known
        : _rows.GetOrAdd(call.Organisation, static (org, keys) => new RowJson(keys.OrganisationKey(org)), ledger.Keys);

    private AgentRunRow? RunRow(Submission call) => call.Run is { IsRecorded: false } run ? runs.Row(run) : null;

    private KeyClaim? Claim(Submission call) => call.Options.IdempotencyKey is { } key
        ? new KeyClaim(key, call.Action.Descriptor.FullName, call.InputHash!, call.QueuedAt + KeyLife, call.Replaces)
        : null;

    private void Tell(Submission call, Outcome outcome, JsonElement? output)
    {
        var duration = (outcome.CompletedAt ?? call.QueuedAt) - call.QueuedAt;
        Instruments.CallEnded(outcome.Connector, outcome.Action, outcome.Status, outcome.Mode, duration);
        options.Digest?.Add(call.Action.Descriptor, outcome.Mode, outcome.Status, outcome.Error?.CodeText, call.InputElement, output);
        if (outcome.Mode == ConnectorMode.Simulated && logger.IsEnabled(LogLevel.Debug))
        {
            LogSimulated(call.Action.Descriptor.FullName, outcome.Status, call.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Simulated {Action}: {Status}, execution {Execution}")]
    private partial void LogSimulated(string action, ExecutionStatus status, Guid execution);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger failed during {Action}: {Reason}")]
    private partial void LogLedger(string action, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of execution {Execution} was lost before its end; its row was settled by another")]
    private partial void LogFenced(Guid execution);
}

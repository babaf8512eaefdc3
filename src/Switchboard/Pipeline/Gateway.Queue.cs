using Microsoft.Extensions.Logging;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;

namespace Switchboard.Pipeline;

/// <content>Calls that wait, and what a person does about them.</content>
public sealed partial class Gateway
{
    private const int MostInCommit = 500;
    private static readonly TimeSpan InputKept = TimeSpan.FromDays(7);
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The ledger as a queue; open first.</summary>
    internal ILedgerQueue Queue => _ledger;

    internal GatewayOptions Options => _options;

    internal ILogger Logger => _logger;

    /// <summary>Ends when a call was enqueued in this process after the task was taken.</summary>
    internal Task WhenAdded => Volatile.Read(ref _added).Task;

    /// <summary>Accepts a call for a worker. Errors are outcomes: <c>queued</c> or <c>deferred</c> is accepted.</summary>
    public async Task<Outcome> EnqueueAsync(
        string fullName, ReadOnlyMemory<byte> input, QueueOptions? queue = null, CallOptions? options = null, CancellationToken ct = default) =>
        (await EnqueueAsync([new QueuedCall(fullName, input) { Queue = queue ?? QueueOptions.Default }], options, ct).ConfigureAwait(false))[0];

    /// <summary>Accepts a call for a worker, with the action's record.</summary>
    public async Task<Outcome> EnqueueRecordAsync<TInput>(
        string fullName, TInput input, QueueOptions? queue = null, CallOptions? options = null, CancellationToken ct = default)
        where TInput : class
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Connectors.FindAction(fullName, out var error) is not { } found)
        {
            return Unknown(fullName, error!);
        }

        if (!found.Action.Takes(input))
        {
            return NoRow(found.Connector.Name, found.Action.Descriptor.Name, new CallError(ErrorCode.InvalidInput, $"{fullName} does not take a {typeof(TInput).Name}. `switchboard actions show {fullName}` says what it takes."));
        }

        using var json = Scratch.Rent();
        found.Action.WriteInput(json.Json, input);
        return await EnqueueAsync(fullName, json.ToJson(), queue, options, ct).ConfigureAwait(false);
    }

    /// <summary>Accepts calls for workers in their order, in commits of a few hundred: for each, that it was accepted or why not.</summary>
    /// <param name="calls">At most 100,000.</param>
    /// <param name="options">Who calls, where a call does not say.</param>
    /// <param name="ct">Stops before the next commit; what was not tried says so.</param>
    public async Task<IReadOnlyList<Outcome>> EnqueueAsync(IReadOnlyList<QueuedCall> calls, CallOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls.Count, 100_000, nameof(calls));
        var outcomes = new Outcome[calls.Count];
        for (var start = 0; start < calls.Count; start += MostInCommit)
        {
            var chunk = calls.Skip(start).Take(MostInCommit).ToList();
            var results = await EnqueueChunkAsync(chunk, options ?? CallOptions.None, ct).ConfigureAwait(false);
            results.CopyTo(outcomes, start);
        }

        Interlocked.Exchange(ref _added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return outcomes;
    }

    /// <summary>Stops a call that was not sent; its outcome, or why it cannot be stopped.</summary>
    public async Task<Outcome> CancelAsync(Guid id, CancellationToken ct = default)
    {
        await OpenedAsync(ct).ConfigureAwait(false);
        var isStopped = await _ledger.CancelAsync(id, _options.Time.GetUtcNow(), ct).ConfigureAwait(false);
        return await NowAsync(id, isStopped, row => $"It is {row.Status.ToText()}: only what was not sent can be cancelled.", ct).ConfigureAwait(false);
    }

    /// <summary>Queues a failed call again, from its sealed input.</summary>
    public async Task<Outcome> RetryAsync(Guid id, CancellationToken ct = default)
    {
        await OpenedAsync(ct).ConfigureAwait(false);
        var answer = await _ledger.RetryAsync(id, _options.Time.GetUtcNow(), ct).ConfigureAwait(false);
        var outcome = await NowAsync(
            id,
            answer is RetryAnswer.Queued or RetryAnswer.Erased,
            row => answer == RetryAnswer.Replaced
                ? $"A later call took its idempotency key '{row.IdempotencyKey}' over; ask for that one."
                : $"It is {row.Status.ToText()}: only what failed can be retried.{(row.Status == ExecutionStatus.InDoubt ? " `executions resolve` settles what is in doubt." : "")}",
            ct).ConfigureAwait(false);
        return answer == RetryAnswer.Erased
            ? outcome with { Status = ExecutionStatus.Expired, Error = new CallError(ErrorCode.Expired, "Its input is no longer kept, so it cannot run again.") }
            : outcome;
    }

    /// <summary>Settles a call in doubt as a person found it.</summary>
    /// <param name="id">The call.</param>
    /// <param name="happened">Whether it had its effect.</param>
    /// <param name="reason">How that is known; kept with the call.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome> ResolveAsync(Guid id, bool happened, string reason, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await OpenedAsync(ct).ConfigureAwait(false);
        var row = await _ledger.GetAsync(id, ct).ConfigureAwait(false);
        var isSettled = row?.Status == ExecutionStatus.InDoubt && await _ledger.ResolveAsync(Resolution(row, happened, reason), ct).ConfigureAwait(false);
        return await NowAsync(id, isSettled, now => $"It is {now.Status.ToText()}: only what is in doubt can be resolved.", ct).ConfigureAwait(false);
    }

    private LedgerCompletion Resolution(ToolExecution row, bool happened, string reason)
    {
        var now = _options.Time.GetUtcNow();
        var error = new CallError(ErrorCode.ProviderRejected, "A person found that it did not happen.") { OperatorMessage = reason };
        return new LedgerCompletion
        {
            Id = row.Id,
            Fence = row.Fence,
            Status = happened ? ExecutionStatus.Completed : ExecutionStatus.Failed,
            Error = happened ? null : RowJson.Error(error),
            Metadata = RowJson.Resolved(row.Metadata, happened, reason),
            Attempts = row.Attempts,
            CompletedAt = now,
            DurationMs = row.DurationMs ?? 0,
            KeepInputUntil = happened ? null : now + InputKept,
        };
    }

    private async Task<Outcome> NowAsync(Guid id, bool isDone, Func<ToolExecution, string> why, CancellationToken ct)
    {
        if (await _ledger.GetAsync(id, ct).ConfigureAwait(false) is not { } row)
        {
            return NoRow("", "", new CallError(ErrorCode.NotFound, $"There is no execution {id}."));
        }

        var outcome = StoredOutcome.Of(row, null);
        return isDone ? outcome : outcome with { Status = ExecutionStatus.Refused, Error = new CallError(ErrorCode.Denied, why(row)) };
    }

    private Outcome Unknown(string fullName, CallError error)
    {
        var dot = fullName.IndexOf('.');
        return NoRow(dot < 0 ? fullName : fullName[..dot], dot < 0 ? "" : fullName[(dot + 1)..], error);
    }

    private async Task<Outcome[]> EnqueueChunkAsync(List<QueuedCall> chunk, CallOptions options, CancellationToken ct)
    {
        var outcomes = new Outcome?[chunk.Count];
        var calls = new List<(Submission Call, CallError? Invalid)>(chunk.Count);
        var places = new List<int>(chunk.Count);
        try
        {
            ct.ThrowIfCancellationRequested();
            var opened = _opened ?? await OpenedAsync(ct).ConfigureAwait(false);
            for (var i = 0; i < chunk.Count; i++)
            {
                outcomes[i] = await PrepareAsync(opened, chunk[i], chunk[i].Options ?? options, calls, ct).ConfigureAwait(false);
                if (outcomes[i] is null)
                {
                    places.Add(i);
                }
            }

            var results = await opened.Pipeline.EnqueueAsync(calls, ct).ConfigureAwait(false);
            for (var n = 0; n < results.Length; n++)
            {
                outcomes[places[n]] = results[n].Outcome;
            }
        }
        catch (LedgerException e)
        {
            FillRest(chunk, outcomes, new CallError(ErrorCode.LedgerUnavailable, $"Whether it was accepted is not known; ask by its idempotency key. {e.Message}") { Retryable = true });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            FillRest(chunk, outcomes, new CallError(ErrorCode.Cancelled, "The batch was stopped before this call was accepted."));
        }
        finally
        {
            calls.ForEach(one => one.Call.Dispose());
        }

        return outcomes!;
    }

    private void FillRest(List<QueuedCall> chunk, Outcome?[] outcomes, CallError error)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] ??= Unknown(chunk[i].FullName, error);
        }
    }

    /// <summary>Makes a submission of a queued call; an outcome: it is not even one.</summary>
    private async Task<Outcome?> PrepareAsync(
        Opened opened, QueuedCall queued, CallOptions options, List<(Submission Call, CallError? Invalid)> calls, CancellationToken ct)
    {
        if (Connectors.FindAction(queued.FullName, out var unknown) is not { } found)
        {
            return Unknown(queued.FullName, unknown!);
        }

        var link = await LinkAsync(options, ct).ConfigureAwait(false);
        var call = Submit(opened, found.Connector, found.Action, options, null, wantsJson: true, link, queued.Queue);
        var invalid = call.Accept(queued.Input, out var isGarbage);
        if (invalid is not null && isGarbage)
        {
            call.Dispose();
            return NoRow(found.Connector.Name, found.Action.Descriptor.Name, invalid);
        }

        calls.Add((call, invalid ?? Check(queued.Queue, call.QueuedAt)));
        return null;
    }

    private static CallError? Check(QueueOptions queue, DateTimeOffset now)
    {
        var due = queue.Delay is { } delay ? now + delay : queue.At;
        due = due > now ? due : now;
        return queue switch
        {
            { Delay: not null, At: not null } => Invalid("Give a delay or a time, not both."),
            { Delay.Ticks: < 0 } => Invalid("The delay must not be negative."),
            { Group: { } group } when group.Trim().Length == 0 => Invalid("The group must have a name; leave it out for none."),
            { Deadline: { } deadline } when deadline <= due => Invalid($"The deadline {deadline:O} is not after the start {due:O}; it would expire before it runs."),
            _ => null,
        };
    }

    private static CallError Invalid(string message) => new(ErrorCode.InvalidInput, message);
}

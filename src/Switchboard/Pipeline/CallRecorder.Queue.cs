using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Telemetry;

namespace Switchboard.Pipeline;

/// <content>The rows of what waits.</content>
internal sealed partial class CallRecorder
{
    /// <summary>Why a call waits whose caller asked for a later time.</summary>
    private const string Asked = "asked";

    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    /// <summary>Accepts calls that wait, in their order and in one commit; for each that was not, who holds its key.</summary>
    /// <exception cref="LedgerException">Whether they were written is not known.</exception>
    public async Task<IReadOnlyList<KeyHolder?>> EnqueueAsync(IReadOnlyList<Submission> calls)
    {
        var results = await ledger.BeginAllAsync([.. calls.Select(call => Waiting(call, DueAt(call), Asked, null))], CancellationToken.None).ConfigureAwait(false);
        for (var i = 0; i < calls.Count; i++)
        {
            if (results[i].IsWritten)
            {
                MarkAdded(calls[i]);
            }
        }

        return [.. results.Select(result => result.Holder)];
    }

    /// <summary>What an accepted call is told.</summary>
    public static CallResult Accepted(Submission call)
    {
        var due = DueAt(call);
        return new CallResult(Outcome(call, due > call.QueuedAt ? ExecutionStatus.Deferred : ExecutionStatus.Queued, null) with { NotBefore = due }, null);
    }

    /// <summary>Accepts a direct call that a gate held, whose caller asked for that; null: another call holds its key.</summary>
    public async Task<CallResult?> DeferAsync(Submission call, CallError held)
    {
        var due = options.Time.GetUtcNow() + (held.RetryAfter ?? TimeSpan.Zero);
        var begun = await ledger.BeginAsync(Waiting(call, due, held.CodeText, held), CancellationToken.None).ConfigureAwait(false);
        if (!begun.IsWritten)
        {
            return null;
        }

        MarkAdded(call);
        return new CallResult(Outcome(call, ExecutionStatus.Deferred, null) with { NotBefore = due }, null);
    }

    /// <summary>From here on bytes may reach the provider; false: the lease is lost or the call was cancelled, so nothing may be sent.</summary>
    public async Task<bool> DispatchAsync(Submission call)
    {
        call.LeaseUntil = options.MachineTime.GetUtcNow() + options.Lease;
        return !call.HasEffect
            || await ledger.DispatchAsync(call.Id, call.Fence, call.MayHaveHappenedAt ?? call.StartedAt, options.Lease, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Ends a claimed call, or holds it back when nothing was sent and a later try may succeed.</summary>
    public async Task<CallResult> SettleAsync(Submission call, CallEnd end)
    {
        if (end.Status == ExecutionStatus.Cancelled)
        {
            return await HandBackAsync(call, call.Job!.Failures, end.Attempts, null, null, null).ConfigureAwait(false);
        }

        if (end is { Status: ExecutionStatus.Failed, Error: { Retryable: true } error })
        {
            var isBusy = error.Code is ErrorCode.RateLimited or ErrorCode.CircuitOpen;
            var failures = call.Job!.Failures + (isBusy ? 0 : 1);
            if (failures < Orphans.MostFailures)
            {
                var due = options.Time.GetUtcNow() + (error.RetryAfter ?? RestAfter(failures));
                return await HandBackAsync(call, failures, end.Attempts, due, error.CodeText, error).ConfigureAwait(false);
            }
        }

        var result = await CompleteAsync(call, end).ConfigureAwait(false);
        Instruments.JobMoved(call.Action.Descriptor.Connector, result.Outcome.IsCompleted ? "completed" : "failed");
        return result;
    }

    /// <summary>A claim that came to nothing before it could be a call: it rests, or is given up.</summary>
    public async Task FailAsync(ToolExecution row, CallError error, bool isFinal)
    {
        var failures = row.Failures + 1;
        var now = options.Time.GetUtcNow();
        if (!isFinal && row.DispatchedAt is null && failures < Orphans.MostFailures)
        {
            await ledger.HandBackAsync(
                [
                    new JobReturn
                    {
                        Id = row.Id,
                        Fence = row.Fence,
                        NotBefore = now + RestAfter(failures),
                        Reason = error.CodeText,
                        Failures = failures,
                        Attempts = row.Attempts,
                        Error = RowJson.Error(error),
                    },
                ],
                CancellationToken.None).ConfigureAwait(false);
            return;
        }

        var isOurs = await ledger.CompleteAsync(
            new LedgerCompletion
            {
                Id = row.Id,
                Fence = row.Fence,
                Status = row.DispatchedAt is null ? ExecutionStatus.Failed : ExecutionStatus.InDoubt,
                Error = RowJson.Error(error),
                Metadata = row.Metadata,
                Attempts = row.Attempts,
                CompletedAt = now,
                DurationMs = 0,
                KeepInputUntil = row.DispatchedAt is null ? now + KeyLife : DateTimeOffset.MaxValue,
            },
            CancellationToken.None).ConfigureAwait(false);
        if (isOurs)
        {
            Instruments.JobMoved(row.Connector, "failed");
        }
        else
        {
            LogFenced(row.Id);
        }
    }

    private async Task<CallResult> HandBackAsync(Submission call, int failures, int attempts, DateTimeOffset? due, string? reason, CallError? error)
    {
        var stored = error is null ? null : RowJson.Error(Rows(call).Scrub(error, call));
        var back = new JobReturn
        {
            Id = call.Id,
            Fence = call.Fence,
            NotBefore = due,
            Reason = reason,
            Failures = failures,
            Attempts = call.Job!.Attempts + attempts,
            Error = stored,
        };
        if (await ledger.HandBackAsync([back], CancellationToken.None).ConfigureAwait(false) == 0)
        {
            LogFenced(call.Id);
        }

        return new CallResult(Outcome(call, due is null ? ExecutionStatus.Queued : ExecutionStatus.Deferred, error) with { NotBefore = due }, null);
    }

    /// <summary>1, 4, 16 seconds and so on.</summary>
    private static TimeSpan RestAfter(int failures)
    {
        var rest = TimeSpan.FromSeconds(Math.Pow(4, failures - 1));
        return rest < LongestRest ? rest : LongestRest;
    }

    private static DateTimeOffset DueAt(Submission call)
    {
        var asked = call.Queue!.Delay is { } delay ? call.QueuedAt + delay : call.Queue.At;
        return asked > call.QueuedAt ? asked.Value.ToUniversalTime() : call.QueuedAt;
    }

    private LedgerEntry Waiting(Submission call, DateTimeOffset due, string reason, CallError? held)
    {
        var isLater = held is not null || due > call.QueuedAt;
        return new LedgerEntry
        {
            Row = Row(call, isLater ? ExecutionStatus.Deferred : ExecutionStatus.Queued, RowJson.Metadata(call, NoNotes), error: held is null ? null : RowJson.Error(Rows(call).Scrub(held, call))) with
            {
                NotBefore = due,
                HoldReason = isLater ? reason : null,
                Priority = call.Queue?.Priority ?? 0,
                GroupKey = call.Queue?.Group,
                DeadlineAt = call.Queue?.Deadline?.ToUniversalTime(),
            },
            Run = RunRow(call),
            Claim = Claim(call),
            Input = PayloadSealing.Seal(ledger.Keys, call.Id, SealedKind.Input, call.Organisation, call.InputJson.Span, expiresAt: null),
        };
    }

    private static void MarkAdded(Submission call)
    {
        call.Run?.MarkRecorded();
        Instruments.JobMoved(call.Action.Descriptor.Connector, "added");
    }
}

using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Pipeline;

/// <summary>Caller idempotency: the same key and input give the stored result.</summary>
internal sealed class CallReplay(ILedger ledger, CallRecorder recorder, TimeProvider time)
{
    public static CallError StillRunning { get; } = new(
        ErrorCode.IdempotencyConflict, "The first call with this idempotency key is still running. Ask for its execution instead of repeating it.")
    {
        Retryable = true,
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private static CallError OtherInput { get; } = new(
        ErrorCode.IdempotencyConflict, "This idempotency key was used with another action or input. Use a new key for a new call.");

    /// <summary>The result of an earlier call with the same key; null: there is none, go on.</summary>
    public async ValueTask<CallResult?> FindAsync(Submission call, CancellationToken ct)
    {
        if (call.Options.IdempotencyKey is not { } key)
        {
            return null;
        }

        KeyHolder? holder;
        try
        {
            holder = await ledger.FindKeyAsync(call.Organisation, key, time.GetUtcNow(), ct).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            return recorder.LedgerUnavailable(call, e);
        }

        return holder is null ? null : await OfAsync(call, holder, ct).ConfigureAwait(false);
    }

    /// <summary>What a key's holder means for this call; null: it ended without an effect, go on in its place.</summary>
    public async ValueTask<CallResult?> OfAsync(Submission call, KeyHolder holder, CancellationToken ct)
    {
        if (holder.Action != call.Action.Descriptor.FullName || holder.InputHash != call.InputHash)
        {
            return await recorder.RefuseAsync(call, OtherInput).ConfigureAwait(false);
        }

        var row = await ledger.GetAsync(holder.ExecutionId, ct).ConfigureAwait(false);
        switch (row?.Status)
        {
            case null or ExecutionStatus.Failed or ExecutionStatus.Refused or ExecutionStatus.Cancelled or ExecutionStatus.Expired:
                call.Replaces = holder.ExecutionId;
                return null;
            case ExecutionStatus.Queued or ExecutionStatus.Deferred:
                return new CallResult(StoredOutcome.Of(row, null) with { IsReplayed = true }, null);
            case ExecutionStatus.Completed or ExecutionStatus.InDoubt:
                return await ReplayAsync(call, row, ct).ConfigureAwait(false);
            default:
                return await recorder.RefuseAsync(call, StillRunning with { OperatorMessage = $"First call: {row.Id}." }).ConfigureAwait(false);
        }
    }

    private async Task<CallResult> ReplayAsync(Submission call, ToolExecution row, CancellationToken ct)
    {
        object? output = null;
        JsonElement? element = null;
        if (row.Status == ExecutionStatus.Completed)
        {
            if (await ledger.GetSealedAsync(row.Id, SealedKind.Output, ct).ConfigureAwait(false) is not { } kept)
            {
                return recorder.Expired(call, row);
            }

            var json = JsonElement.Parse(PayloadSealing.Open(ledger.Keys, kept, row.OrgId));
            element = json;
            output = call.WantsJson ? null : call.Action.ReadOutput(json);
        }

        return new CallResult(StoredOutcome.Of(row, element) with { IsReplayed = true }, output);
    }
}

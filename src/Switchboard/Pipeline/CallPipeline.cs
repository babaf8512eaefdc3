using Switchboard.Calls;
using Switchboard.Connections;

namespace Switchboard.Pipeline;

/// <summary>The life of a call. The order is law, so it is this page.</summary>
internal sealed class CallPipeline(CallGate gate, CallReplay replay, CallRecorder recorder, CallExecutor executor)
{
    /// <summary>Takes a call whose input was accepted, or refused with an error, to its end.</summary>
    public async ValueTask<CallResult> RunAsync(Submission call, CallError? invalid, CancellationToken ct)
    {
        if (await SubmitAsync(call, invalid, ct).ConfigureAwait(false) is { } answer)
        {
            return answer;
        }

        // A direct call passes its gates before its row, so that accepted, claimed and dispatched are one commit.
        using var pass = await gate.EnterAsync(call, ct).ConfigureAwait(false);
        if (pass.Held is { } held)
        {
            return call.Options.OnBusy != OnBusy.Defer || held.Code == ErrorCode.Cancelled ? await recorder.EndUnsentAsync(call, held).ConfigureAwait(false)
                : await recorder.DeferAsync(call, held).ConfigureAwait(false)
                ?? await recorder.RefuseAsync(call, CallReplay.StillRunning).ConfigureAwait(false);
        }

        // Nothing with an effect is sent before this row is durable.
        if (call.HasEffect && await recorder.BeginAsync(call).ConfigureAwait(false) is { IsWritten: false } other)
        {
            return await replay.OfAsync(call, other.Holder!, ct).ConfigureAwait(false)
                ?? await recorder.RefuseAsync(call, CallReplay.StillRunning).ConfigureAwait(false);
        }

        pass.Use();
        var end = await executor.RunAsync(call, ct).ConfigureAwait(false);
        return await recorder.CompleteAsync(call, end).ConfigureAwait(false);
    }

    /// <summary>Submits calls that wait for a worker, in their order; each is accepted, or says why not.</summary>
    public async Task<CallResult[]> EnqueueAsync(IReadOnlyList<(Submission Call, CallError? Invalid)> calls, CancellationToken ct)
    {
        var results = new CallResult?[calls.Count];
        for (var i = 0; i < calls.Count; i++)
        {
            results[i] = await SubmitAsync(calls[i].Call, calls[i].Invalid, ct).ConfigureAwait(false);
        }

        var accepted = Enumerable.Range(0, calls.Count).Where(i => results[i] is null).ToList();
        var holders = await recorder.EnqueueAsync(accepted.ConvertAll(i => calls[i].Call)).ConfigureAwait(false);
        for (var n = 0; n < accepted.Count; n++)
        {
            var call = calls[accepted[n]].Call;
            results[accepted[n]] = holders[n] is not { } holder ? CallRecorder.Accepted(call)
                : await replay.OfAsync(call, holder, ct).ConfigureAwait(false) ?? await recorder.RefuseAsync(call, CallReplay.StillRunning).ConfigureAwait(false);
        }

        return Array.ConvertAll(results, result => result!.Value);
    }

    /// <summary>Executes a call that a worker claimed, with its lease held; null: nothing was sent and whoever has the lease decides.</summary>
    public async Task<CallResult?> ExecuteAsync(Submission call, CancellationToken ct)
    {
        if (MissingCredentials(call.Channel.Connection) is { } missing)
        {
            return await EndUnsentAsync(call, ExecutionStatus.Refused, missing).ConfigureAwait(false);
        }

        // A limit holds at the moment of sending, not of asking.
        using var pass = await gate.EnterAsync(call, ct).ConfigureAwait(false);
        if (pass.Held is { } held)
        {
            var status = held.Code == ErrorCode.Cancelled ? ExecutionStatus.Cancelled : ExecutionStatus.Failed;
            return await EndUnsentAsync(call, status, held).ConfigureAwait(false);
        }

        if (!await recorder.DispatchAsync(call).ConfigureAwait(false))
        {
            return null;
        }

        pass.Use();
        var end = await executor.RunAsync(call, ct).ConfigureAwait(false);
        return await recorder.SettleAsync(call, end).ConfigureAwait(false);
    }

    /// <summary>Looks up a call that an earlier claim sent; what is not found stays in doubt.</summary>
    public async Task<CallResult> LookUpAsync(Submission call, Fault doubt, CancellationToken ct)
    {
        var end = await executor.LookUpAsync(call, doubt, ct).ConfigureAwait(false);
        return await recorder.SettleAsync(call, end).ConfigureAwait(false);
    }

    // Of a call that may have happened nothing is concluded from not sending it: its lease runs out and it is in doubt again.
    private async Task<CallResult?> EndUnsentAsync(Submission call, ExecutionStatus status, CallError error) => call.MayHaveHappenedAt is not null
        ? null
        : await recorder.SettleAsync(call, new CallEnd { Status = status, Error = error, Attempts = 0, Notes = [] }).ConfigureAwait(false);

    /// <summary>Checks what every call must pass; null: it may go on.</summary>
    private async ValueTask<CallResult?> SubmitAsync(Submission call, CallError? invalid, CancellationToken ct)
    {
        if (invalid is not null)
        {
            return await recorder.RefuseAsync(call, invalid).ConfigureAwait(false);
        }

        recorder.Identify(call);
        if (await replay.FindAsync(call, ct).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        return MissingCredentials(call.Channel.Connection) is { } missing
            ? await recorder.RefuseAsync(call, missing).ConfigureAwait(false)
            : null;
    }

    private static CallError? MissingCredentials(Connection connection)
    {
        if (connection.Mode == ConnectorMode.Simulated)
        {
            return null;
        }

        var missing = ConnectionDirectory.Missing(connection.Connector, connection.Credential);
        if (missing.Count == 0)
        {
            return null;
        }

        var names = missing.Select(setting => ConnectionDirectory.SettingName(connection.Connector.Name, "Credentials:" + setting.Name).Replace(":", "__", StringComparison.Ordinal));
        return new CallError(
            ErrorCode.CredentialsMissing,
            $"Live {connection.Connector.Name} needs {string.Join(" and ", names)}. USE_MOCK_CONNECTORS=true runs it simulated.");
    }
}

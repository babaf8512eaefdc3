using Switchboard.Calls;
using Switchboard.Connections;

namespace Switchboard.Pipeline;

/// <summary>The life of a call. The order is law, so it is this page.</summary>
internal sealed class CallPipeline(CallGate gate, CallReplay replay, CallRecorder recorder, CallExecutor executor)
{
    /// <summary>Takes a call whose input was accepted, or refused with an error, to its end.</summary>
    public async ValueTask<CallResult> RunAsync(Submission call, CallError? invalid, CancellationToken ct)
    {
        // Submit.
        if (invalid is not null)
        {
            return await recorder.RefuseAsync(call, invalid).ConfigureAwait(false);
        }

        recorder.Identify(call);
        if (await replay.FindAsync(call, ct).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        if (MissingCredentials(call.Channel.Connection) is { } missing)
        {
            return await recorder.RefuseAsync(call, missing).ConfigureAwait(false);
        }

        // A direct call passes its gates before its row, so that accepted, claimed and dispatched are one commit.
        using var pass = await gate.EnterAsync(call, ct).ConfigureAwait(false);
        if (pass.Held is { } held)
        {
            return await recorder.EndUnsentAsync(call, held).ConfigureAwait(false);
        }

        // Nothing with an effect is sent before this row is durable.
        if (call.HasEffect && await recorder.BeginAsync(call).ConfigureAwait(false) is { IsWritten: false } other)
        {
            return await replay.OfAsync(call, other.Holder!, ct).ConfigureAwait(false)
                ?? await recorder.RefuseAsync(call, CallReplay.StillRunning).ConfigureAwait(false);
        }

        // Execute.
        pass.Use();
        var end = await executor.RunAsync(call, ct).ConfigureAwait(false);
        return await recorder.CompleteAsync(call, end).ConfigureAwait(false);
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

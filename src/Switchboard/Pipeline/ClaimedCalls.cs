using System.Security.Cryptography;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;

namespace Switchboard.Pipeline;

/// <summary>Makes claimed rows calls again, from their sealed inputs.</summary>
internal sealed class ClaimedCalls(ILedger ledger, ConnectorRegistry connectors, ConnectionDirectory connections, ProviderChannels channels)
{
    /// <summary>The call of a row; else the error, and whether no later claim can do better.</summary>
    public async Task<(Submission? Call, CallError? Error, bool IsFinal)> ReadAsync(ToolExecution row, CancellationToken ct)
    {
        if (connectors.FindAction($"{row.Connector}.{row.Action}", out var unknown) is not { } found)
        {
            return (null, unknown, false);
        }

        var connection = connections.Get(found.Connector.Descriptor, row.OrgId, row.Connection);
        if (connection.Mode != row.Mode)
        {
            return (null, new CallError(ErrorCode.Denied, $"It was accepted as {row.Mode.ToText()}, but {row.Connector} is {connection.Mode.ToText()} here; nothing falls over from one to the other."), false);
        }

        if (await ledger.GetSealedAsync(row.Id, SealedKind.Input, ct).ConfigureAwait(false) is not { } sealedInput)
        {
            return (null, new CallError(ErrorCode.Expired, "Its input is no longer kept."), true);
        }

        var call = Submission(row, found.Action, channels.Get(found.Connector, connection));
        var invalid = Accept(call, sealedInput, row.OrgId);
        if (invalid is null)
        {
            return (call, null, false);
        }

        call.Dispose();
        return (null, invalid, false);
    }

    private CallError? Accept(Submission call, SealedPayload sealedInput, string organisation)
    {
        try
        {
            return call.Accept(PayloadSealing.Open(ledger.Keys, sealedInput, organisation), out _);
        }
        catch (Exception e) when (e is CryptographicException or KeyNotFoundException or JsonException)
        {
            return new CallError(ErrorCode.Internal, "Its sealed input cannot be read. Is the key ring complete?");
        }
    }

    private static Submission Submission(ToolExecution row, ActionBinding action, ProviderChannel channel) => new()
    {
        Id = row.Id,
        Action = action,
        Channel = channel,
        Options = new CallOptions
        {
            Organisation = row.OrgId,
            User = row.UserId,
            Agent = row.Agent,
            Run = row.AgentRunId,
            IdempotencyKey = row.IdempotencyKey,
            Connection = row.Connection,
            OnBusy = OnBusy.Fail,
        },
        Organisation = row.OrgId,
        Run = null,
        RunLink = row.RunLink,
        QueuedAt = row.QueuedAt,
        WantsJson = false,
        Job = row,
        MayHaveHappenedAt = row.DispatchedAt,
        StartedAt = row.StartedAt ?? row.QueuedAt,
    };
}

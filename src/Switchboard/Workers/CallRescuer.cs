using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Pipeline;
using Switchboard.Resilience;

namespace Switchboard.Workers;

/// <summary>Settles what dead processes left. A look-up may prove a call completed; it never licenses a second send.</summary>
internal sealed class CallRescuer(Gateway gateway)
{
    private const int MostAtOnce = 16;

    private static readonly Fault Orphaned = new()
    {
        Verdict = Verdict.InDoubt,
        Code = ErrorCode.InDoubt,
        Message = "The process that made this call ended after it may have been sent.",
    };

    /// <summary>One look: settles ended leases without the provider, then what is in doubt with it; how many rows it took up.</summary>
    public async Task<int> TickAsync(CancellationToken ct)
    {
        await gateway.Queue.RecoverAsync(ct).ConfigureAwait(false);
        var rows = await gateway.Queue.ClaimInDoubtAsync(MostAtOnce, gateway.Options.Lease, ct).ConfigureAwait(false);
        await Task.WhenAll(rows.Select(row => SettleAsync(row, ct))).ConfigureAwait(false);
        return rows.Count;
    }

    private async Task SettleAsync(ToolExecution row, CancellationToken ct)
    {
        var opened = await gateway.OpenedAsync(ct).ConfigureAwait(false);
        var (call, error, _) = await opened.Claimed.ReadAsync(row, ct).ConfigureAwait(false);
        if (call is null)
        {
            await opened.Recorder.FailAsync(row, new CallError(ErrorCode.InDoubt, Orphaned.Message) { OperatorMessage = error!.Message }, isFinal: true).ConfigureAwait(false);
            return;
        }

        using (call)
        {
            var sinceSent = gateway.Options.Time.GetUtcNow() - row.DispatchedAt!.Value;
            if (RetryRule.MaySendAgain(call.Repeat, call.Action.Descriptor.KeyWindow, sinceSent))
            {
                await opened.Pipeline.ExecuteAsync(call, ct).ConfigureAwait(false);
            }
            else
            {
                await opened.Pipeline.LookUpAsync(call, Orphaned, ct).ConfigureAwait(false);
            }
        }
    }
}

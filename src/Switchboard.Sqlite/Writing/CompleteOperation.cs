using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Sqlite.Writing;

/// <summary>Ends a running row whose fence is still ours.</summary>
internal sealed class CompleteOperation(LedgerCompletion completion) : WriteOperation<bool>
{
    public override DateTimeOffset? Now => completion.CompletedAt;

    protected override bool Write(WriteStatements statements, bool again)
    {
        var status = completion.Status.ToText();
        var changed = statements.CompleteExecution.Bind(completion.Id).Bind(completion.Fence).Bind(status).Bind(completion.Output)
            .Bind(completion.Error).Bind(completion.Metadata).Bind(completion.Attempts).Bind(completion.CompletedAt)
            .Bind(completion.DurationMs).Run();
        if (changed == 0)
            return again && IsEnded(statements, status);

        if (completion.KeepInputUntil is { } until)
            statements.KeepInput.Bind(completion.Id).Bind(until).Run();
        else
            statements.EraseInput.Bind(completion.Id).Run();
        if (completion.SealedOutput is { } output)
            BeginOperation.InsertSealed(statements, output);
        return true;
    }

    private bool IsEnded(WriteStatements statements, string status)
    {
        var ended = statements.FindOutcome.Bind(completion.Id).Bind(completion.Fence).Bind(status).Step();
        statements.FindOutcome.Reset();
        return ended;
    }
}

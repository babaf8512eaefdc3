using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Writing;

/// <summary>Inserts a row with its run, its key and its sealed payloads.</summary>
internal sealed class BeginOperation(LedgerEntry entry) : WriteOperation<BeginResult>
{
    public override DateTimeOffset? Now => entry.Row.QueuedAt;

    protected override BeginResult Write(WriteStatements statements, bool again)
    {
        var row = entry.Row;
        if (again && IsThere(statements.FindExecution, row.Id))
            return new(true, null);
        if (entry.Claim is { } claim && Claim(statements, claim) is { } holder)
            return new(false, holder);
        if (entry.Run is { } run)
            RunRow.Bind(statements.InsertRun, run).Run();

        Insert(statements.InsertExecution, row);
        if (entry.Input is { } input)
            InsertSealed(statements, input);
        if (entry.Output is { } output)
            InsertSealed(statements, output);
        return new(true, null);
    }

    internal static void InsertSealed(WriteStatements statements, SealedPayload payload) =>
        statements.InsertSealed.Bind(payload.ExecutionId).Bind(LedgerNames.Of(payload.Kind)).Bind(payload.KeyId)
            .BindBlob(payload.RowKey).BindBlob(payload.Data).Bind(payload.ExpiresAt).Run();

    private static bool IsThere(Statement find, Guid id)
    {
        var found = find.Bind(id).Step();
        find.Reset();
        return found;
    }

    private static void Insert(Statement insert, ToolExecution row) =>
        insert.Bind(row.Id).Bind(row.OrgId).Bind(row.AgentRunId).Bind(LedgerNames.Of(row.RunLink)).Bind(row.Agent).Bind(row.UserId)
            .Bind(row.Connector).Bind(row.Action).Bind(row.Connection).Bind(LedgerNames.Of(row.Mode)).Bind(LedgerNames.Of(row.Effect))
            .Bind(row.Status.ToText()).Bind(row.Input).Bind(row.InputHash).Bind(row.Output).Bind(row.Error).Bind(row.Attempts)
            .Bind(row.IdempotencyKey).Bind(row.NotBefore).Bind(row.QueuedAt).Bind(row.StartedAt).Bind(row.DispatchedAt)
            .Bind(row.CompletedAt).Bind(row.DurationMs).Bind(row.Metadata).Bind(row.LeaseOwner).Bind(row.Fence)
            .Bind(row.LeaseUntil).Bind(row.Priority).Bind(row.GroupKey).Bind(row.DeadlineAt).Bind(row.HoldReason).Bind(row.Failures).Run();

    /// <summary>Takes the key; who holds it instead, if a live one is there that may not be replaced.</summary>
    private KeyHolder? Claim(WriteStatements statements, KeyClaim claim)
    {
        var row = entry.Row;
        if (Holder(statements.FindKey, row.OrgId, claim.Key, row.QueuedAt) is { } holder && holder.ExecutionId != claim.Replaces)
            return holder;
        statements.ClaimKey.Bind(row.OrgId).Bind(claim.Key).Bind(row.Id).Bind(claim.Action).Bind(claim.InputHash).Bind(claim.ExpiresAt).Run();
        return null;
    }

    /// <summary>Reads with <see cref="WriteSql.FindKey"/>; null: the key is free or expired.</summary>
    internal static KeyHolder? Holder(Statement find, string orgId, string key, DateTimeOffset now)
    {
        if (!find.Bind(orgId).Bind(key).Step())
            return null;
        var holder = new KeyHolder(find.ReadId(), find.ReadText(), find.ReadText());
        var expiresAt = find.ReadTime();
        find.Reset();
        return expiresAt > now ? holder : null;
    }
}

using Npgsql;
using Switchboard.Calls;
using Switchboard.Ledger;
using static NpgsqlTypes.NpgsqlDbType;

namespace Switchboard.Postgres.Writing;

/// <summary>Batches as the arrays of their statements.</summary>
internal static class Binding
{
    public static NpgsqlBatchCommand InsertExecutions(IReadOnlyList<ToolExecution> rows)
    {
        var command = new NpgsqlBatchCommand(WriteSql.InsertExecutions);
        var p = command.Parameters;
        p.Add(Uuid, rows, r => r.Id);
        p.Add(Text, rows, r => r.OrgId);
        p.Add(Uuid, rows, r => r.AgentRunId);
        p.Add(Text, rows, r => LedgerNames.Of(r.RunLink));
        p.Add(Text, rows, r => r.Agent);
        p.Add(Text, rows, r => r.UserId);
        p.Add(Text, rows, r => r.Connector);
        p.Add(Text, rows, r => r.Action);
        p.Add(Text, rows, r => r.Connection);
        p.Add(Text, rows, r => LedgerNames.Of(r.Mode));
        p.Add(Text, rows, r => LedgerNames.Of(r.Effect));
        p.Add(Text, rows, r => r.Status.ToText());
        p.Add(Text, rows, r => r.Input.ToColumn());
        p.Add(Text, rows, r => r.InputHash);
        p.Add(Text, rows, r => r.Output.ToColumn());
        p.Add(Text, rows, r => r.Error.ToColumn());
        p.Add(Integer, rows, r => r.Attempts);
        p.Add(Text, rows, r => r.IdempotencyKey);
        p.Add(TimestampTz, rows, r => r.NotBefore);
        p.Add(TimestampTz, rows, r => r.QueuedAt);
        p.Add(TimestampTz, rows, r => r.StartedAt);
        p.Add(TimestampTz, rows, r => r.DispatchedAt);
        p.Add(TimestampTz, rows, r => r.CompletedAt);
        p.Add(Bigint, rows, r => r.DurationMs);
        p.Add(Text, rows, r => r.Metadata.ToColumn());
        p.Add(Text, rows, r => r.LeaseOwner);
        p.Add(Bigint, rows, r => r.Fence);
        p.Add(TimestampTz, rows, r => r.LeaseUntil);
        p.Add(Integer, rows, r => r.Priority);
        p.Add(Text, rows, r => r.GroupKey);
        p.Add(TimestampTz, rows, r => r.DeadlineAt);
        p.Add(Text, rows, r => r.HoldReason);
        p.Add(Integer, rows, r => r.Failures);
        return command;
    }

    public static NpgsqlBatchCommand Dispatch(IReadOnlyList<DispatchOperation> dispatches)
    {
        var command = new NpgsqlBatchCommand(QueueSql.Dispatch);
        var p = command.Parameters;
        p.Add(Uuid, dispatches, d => d.Id);
        p.Add(Bigint, dispatches, d => d.Fence);
        p.Add(TimestampTz, dispatches, d => d.At);
        p.Add(NpgsqlTypes.NpgsqlDbType.Double, dispatches, d => d.Lease.TotalSeconds);
        return command;
    }

    public static NpgsqlBatchCommand InsertSealed(IReadOnlyList<SealedPayload> payloads)
    {
        var command = new NpgsqlBatchCommand(WriteSql.InsertSealed);
        AddSealed(command.Parameters, payloads);
        return command;
    }

    public static NpgsqlBatchCommand Complete(IReadOnlyList<LedgerCompletion> ends)
    {
        var command = new NpgsqlBatchCommand(WriteSql.CompleteExecutions);
        var p = command.Parameters;
        p.Add(Uuid, ends, e => e.Id);
        p.Add(Bigint, ends, e => e.Fence);
        p.Add(Text, ends, e => e.Status.ToText());
        p.Add(Text, ends, e => e.Output.ToColumn());
        p.Add(Text, ends, e => e.Error.ToColumn());
        p.Add(Text, ends, e => e.Metadata.ToColumn());
        p.Add(Integer, ends, e => e.Attempts);
        p.Add(TimestampTz, ends, e => e.CompletedAt);
        p.Add(Bigint, ends, e => e.DurationMs);
        p.Add(TimestampTz, ends, e => e.KeepInputUntil);
        AddSealed(p, [.. ends.Where(e => e.SealedOutput is not null).Select(e => e.SealedOutput!)]);
        return command;
    }

    public static NpgsqlBatchCommand InsertRuns(IReadOnlyList<AgentRunRow> runs)
    {
        var command = new NpgsqlBatchCommand(WriteSql.InsertRuns);
        AddRuns(command.Parameters, runs);
        return command;
    }

    public static NpgsqlCommand SaveRun(AgentRunRow run)
    {
        var command = new NpgsqlCommand(WriteSql.SaveRun);
        AddRuns(command.Parameters, [run]);
        return command;
    }

    public static NpgsqlBatchCommand ClaimKeys(IReadOnlyList<LedgerEntry> entries)
    {
        var command = new NpgsqlBatchCommand(WriteSql.ClaimKeys);
        var p = command.Parameters;
        p.Add(Text, entries, e => e.Row.OrgId);
        p.Add(Text, entries, e => e.Claim!.Key);
        p.Add(Uuid, entries, e => e.Row.Id);
        p.Add(Text, entries, e => e.Claim!.Action);
        p.Add(Text, entries, e => e.Claim!.InputHash);
        p.Add(TimestampTz, entries, e => e.Claim!.ExpiresAt);
        p.Add(TimestampTz, entries, e => e.Row.QueuedAt);
        p.Add(Uuid, entries, e => e.Claim!.Replaces);
        return command;
    }

    public static NpgsqlBatchCommand FindHolders(IReadOnlyList<LedgerEntry> entries)
    {
        var command = new NpgsqlBatchCommand(WriteSql.FindHolders);
        command.Parameters.Add(Text, entries, e => e.Row.OrgId);
        command.Parameters.Add(Text, entries, e => e.Claim!.Key);
        return command;
    }

    private static void AddRuns(NpgsqlParameterCollection p, IReadOnlyList<AgentRunRow> runs)
    {
        p.Add(Uuid, runs, r => r.Id);
        p.Add(Text, runs, r => r.OrgId);
        p.Add(Text, runs, r => r.Agent);
        p.Add(Text, runs, r => r.UserId);
        p.Add(Text, runs, r => r.Intent);
        p.Add(Text, runs, r => r.Status.ToText());
        p.Add(Text, runs, r => r.Input.ToColumn());
        p.Add(Text, runs, r => r.Output.ToColumn());
        p.Add(Text, runs, r => r.Metrics.ToColumn());
        p.Add(Text, runs, r => r.Error);
        p.Add(TimestampTz, runs, r => r.StartedAt);
        p.Add(TimestampTz, runs, r => r.CompletedAt);
        p.Add(Text, runs, r => r.LeaseOwner);
        p.Add(TimestampTz, runs, r => r.LeaseUntil);
    }

    private static void AddSealed(NpgsqlParameterCollection p, IReadOnlyList<SealedPayload> payloads)
    {
        p.Add(Uuid, payloads, s => s.ExecutionId);
        p.Add(Text, payloads, s => LedgerNames.Of(s.Kind));
        p.Add(Integer, payloads, s => s.KeyId);
        p.Add(Bytea, payloads, s => s.RowKey);
        p.Add(Bytea, payloads, s => s.Data);
        p.Add(TimestampTz, payloads, s => s.ExpiresAt);
    }
}

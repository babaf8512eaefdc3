using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Writing;

/// <summary>What happens to rows that wait, or waited.</summary>
internal static class QueueMoves
{
    public static int HandBack(WriteStatements statements, JobReturn job) =>
        statements.OfQueue(QueueSql.HandBack).Bind(job.Id).Bind(job.Fence).Bind(job.NotBefore).Bind(job.Reason).Bind(job.Failures)
            .Bind(job.Attempts).Bind(job.Error).Run();

    public static HashSet<Guid> Renew(WriteStatements statements, IReadOnlyList<JobLease> leases, DateTimeOffset until) =>
        [.. from held in leases where statements.OfQueue(QueueSql.Renew).Bind(held.Id).Bind(held.Fence).Bind(until).Run() == 1 select held.Id];

    public static int Expire(WriteStatements statements, DateTimeOffset now, int most)
    {
        List<Guid> late = [];
        var finding = statements.OfQueue(QueueSql.FindTooLate).Bind(now).Bind(most);
        while (finding.Step())
        {
            late.Add(finding.ReadId());
        }

        return late.Count(id => EndUnsent(statements, id, ExecutionStatus.Expired, Orphans.TooLate, now));
    }

    public static bool Cancel(WriteStatements statements, Guid id, DateTimeOffset now) =>
        EndUnsent(statements, id, ExecutionStatus.Cancelled, Orphans.Stopped, now);

    public static bool Resolve(WriteStatements statements, LedgerCompletion end)
    {
        var changed = statements.OfQueue(QueueSql.Resolve).Bind(end.Id).Bind(end.Fence).Bind(end.Status.ToText()).Bind(end.Error)
            .Bind(end.Metadata).Bind(end.CompletedAt).Run();
        if (changed == 0)
            return false;
        if (end.KeepInputUntil is { } until)
            statements.KeepInput.Bind(end.Id).Bind(until).Run();
        else
            statements.EraseInput.Bind(end.Id).Run();
        return true;
    }

    public static RetryAnswer Retry(WriteStatements statements, Guid id, DateTimeOffset now)
    {
        var failed = statements.OfQueue(QueueSql.FindFailed).Bind(id);
        if (!failed.Step())
            return RetryAnswer.NotFailed;
        var (org, key) = (failed.ReadText(), failed.ReadTextOrNull());
        failed.Reset();
        if (!IsThere(statements.OfQueue(QueueSql.FindInput).Bind(id).Bind(now)))
            return RetryAnswer.Erased;
        if (key is not null && BeginOperation.Holder(statements.FindKey, org, key, now) is { } holder && holder.ExecutionId != id)
            return RetryAnswer.Replaced;
        statements.OfQueue(QueueSql.Retry).Bind(id).Bind(now).Run();
        statements.OfQueue(QueueSql.KeepUntilFinal).Bind(id).Run();
        return RetryAnswer.Queued;
    }

    public static int Prune(WriteStatements statements, DateTimeOffset before, int most)
    {
        List<(Guid Id, string Org, string? Key)> ended = [];
        var finding = statements.OfQueue(QueueSql.FindEnded).Bind(SqlText.FirstIdOf(before)).Bind(before).Bind(most);
        while (finding.Step())
        {
            ended.Add((finding.ReadId(), finding.ReadText(), finding.ReadTextOrNull()));
        }

        foreach (var (id, org, key) in ended)
        {
            if (key is not null)
                statements.OfQueue(QueueSql.RemoveKey).Bind(org).Bind(key).Bind(id).Run();
            statements.OfQueue(QueueSql.RemovePayloads).Bind(id).Run();
            statements.OfQueue(QueueSql.RemoveExecution).Bind(id).Run();
        }

        return ended.Count;
    }

    private static bool EndUnsent(WriteStatements statements, Guid id, ExecutionStatus status, byte[] error, DateTimeOffset now)
    {
        if (statements.OfQueue(QueueSql.EndUnsent).Bind(id).Bind(status.ToText()).Bind(error).Bind(now).Run() == 0)
            return false;
        statements.EraseInput.Bind(id).Run();
        return true;
    }

    private static bool IsThere(Statement find)
    {
        var found = find.Step();
        find.Reset();
        return found;
    }
}

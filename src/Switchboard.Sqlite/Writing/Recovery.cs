using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Writing;

/// <summary>Settles what dead processes left running.</summary>
internal static class Recovery
{
    public static RecoveryReport Run(WriteStatements statements, DateTimeOffset now)
    {
        var report = new RecoveryReport();
        foreach (var (id, fence, dispatched) in DeadExecutions(statements.Database, now))
        {
            Settle(statements, id, fence, dispatched, now);
            report = dispatched ? report with { InDoubt = report.InDoubt + 1 } : report with { Failed = report.Failed + 1 };
        }

        return report with { AbandonedRuns = AbandonRuns(statements.Database, now) };
    }

    private static void Settle(WriteStatements statements, Guid id, long fence, bool dispatched, DateTimeOffset now)
    {
        var status = dispatched ? ExecutionStatus.InDoubt : ExecutionStatus.Failed;
        using var settle = statements.Database.PrepareOnce(WriteSql.RecoverExecution);
        settle.Bind(id).Bind(fence).Bind(status.ToText()).Bind(dispatched ? Orphans.MayHaveHappened : Orphans.NothingSent).Bind(now).Run();
        if (!dispatched)
            statements.KeepInput.Bind(id).Bind(now + Orphans.FailedInputKept).Run();
    }

    private static List<(Guid Id, long Fence, bool Dispatched)> DeadExecutions(Database database, DateTimeOffset now)
    {
        using var running = database.PrepareOnce(WriteSql.RunningExecutions);
        List<(Guid, long, bool)> dead = [];
        while (running.Step())
        {
            var row = (running.ReadId(), running.ReadLong(), running.ReadTimeOrNull() is not null);
            if (IsDead(running.ReadText(), running.ReadTime(), now))
                dead.Add(row);
        }

        return dead;
    }

    private static int AbandonRuns(Database database, DateTimeOffset now)
    {
        List<Guid> dead = [];
        using (var running = database.PrepareOnce(WriteSql.RunningRuns))
        {
            while (running.Step())
            {
                var id = running.ReadId();
                if (IsDead(running.ReadText(), running.ReadTime(), now))
                    dead.Add(id);
            }
        }

        using var abandon = database.PrepareOnce(WriteSql.AbandonRun);
        return dead.Sum(id => abandon.Bind(id).Bind(Orphans.Run).Bind(now).Run());
    }

    private static bool IsDead(string owner, DateTimeOffset leaseUntil, DateTimeOffset now) =>
        leaseUntil <= now || ProcessIdentity.IsDead(owner);
}

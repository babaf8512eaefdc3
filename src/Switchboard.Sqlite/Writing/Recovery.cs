using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Writing;

/// <summary>Settles what dead processes left running.</summary>
internal static class Recovery
{
    public static RecoveryReport Run(WriteStatements statements, DateTimeOffset now)
    {
        var settled = DeadExecutions(statements.Database, now).ConvertAll(row => Settle(statements, row, now));
        int Count(ExecutionStatus status) => settled.Count(one => one == status);
        return new(
            Count(ExecutionStatus.InDoubt), Count(ExecutionStatus.Failed), AbandonRuns(statements.Database, now), Count(ExecutionStatus.Queued));
    }

    private static ExecutionStatus Settle(WriteStatements statements, DeadExecution row, DateTimeOffset now)
    {
        var (status, error) = Orphans.Settle(row.IsDispatched, row.IsJob, row.Failures);
        using var settle = statements.Database.PrepareOnce(WriteSql.RecoverExecution);
        settle.Bind(row.Id).Bind(row.Fence).Bind(status.ToText()).Bind(error)
            .Bind(status == ExecutionStatus.Queued ? null : (DateTimeOffset?)now).Bind(row.IsDispatched ? Orphans.Rescue : null)
            .Bind(row.Failures + (row.IsDispatched ? 0 : 1)).Run();
        if (status == ExecutionStatus.Failed)
            statements.KeepInput.Bind(row.Id).Bind(now + Orphans.FailedInputKept).Run();
        return status;
    }

    private static List<DeadExecution> DeadExecutions(Database database, DateTimeOffset now)
    {
        using var running = database.PrepareOnce(WriteSql.RunningExecutions);
        List<DeadExecution> dead = [];
        while (running.Step())
        {
            var row = new DeadExecution(
                running.ReadId(), running.ReadLong(), running.ReadTimeOrNull() is not null, running.ReadTimeOrNull() is not null, (int)running.ReadLong());
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

    private readonly record struct DeadExecution(Guid Id, long Fence, bool IsDispatched, bool IsJob, int Failures);
}

using Switchboard.Ledger;
using Switchboard.Sqlite.Reading;

namespace Switchboard.Sqlite.Writing;

/// <summary>Takes rows under leases.</summary>
internal static class Claiming
{
    private const int MostConnections = 256;
    private const int MostGroups = 512;

    public static ClaimedJobs Run(WriteStatements statements, JobClaim claim, string owner, DateTimeOffset leaseUntil)
    {
        var (heads, place) = Heads(statements, claim);
        var candidates = Connections(statements, claim.Cursor.Organisation ?? "").SelectMany(connection => FirstOf(statements, connection, claim)).Concat(heads);
        var (ids, last) = JobOrder.Pick([.. candidates], claim);
        foreach (var id in ids)
        {
            statements.OfQueue(QueueSql.Claim).Bind(id).Bind(owner).Bind(leaseUntil).Bind(claim.Now).Run();
        }

        return new(Rows(statements, ids), place with { Organisation = last });
    }

    public static IReadOnlyList<ToolExecution> InDoubt(WriteStatements statements, int most, string owner, DateTimeOffset leaseUntil)
    {
        List<Guid> ids = [];
        var finding = statements.OfQueue(QueueSql.FindInDoubt).Bind(Orphans.Rescue).Bind(most);
        while (finding.Step())
        {
            ids.Add(finding.ReadId());
        }

        ids.ForEach(id => statements.OfQueue(QueueSql.ClaimInDoubt).Bind(id).Bind(owner).Bind(leaseUntil).Run());
        return Rows(statements, ids);
    }

    private static List<ToolExecution> Rows(WriteStatements statements, IReadOnlyList<Guid> ids)
    {
        List<ToolExecution> rows = [];
        var reading = statements.OfQueue(ReadSql.Execution);
        foreach (var id in ids)
        {
            if (reading.Bind(id).Step())
                rows.Add(ExecutionRow.Read(reading));
            reading.Reset();
        }

        return rows;
    }

    /// <summary>Connections of which something waits, from an organisation's on and around to it.</summary>
    private static List<ConnectionName> Connections(WriteStatements statements, string from)
    {
        List<ConnectionName> connections = [];
        var next = statements.OfQueue(QueueSql.NextConnection);
        var (last, isAround) = (new ConnectionName(from, "", ""), from.Length == 0);
        while (connections.Count < MostConnections)
        {
            var found = next.Bind(last.Organisation).Bind(last.Connector).Bind(last.Connection).Step();
            if (found)
            {
                last = new(next.ReadText(), next.ReadText(), next.ReadText());
                next.Reset();
                if (isAround && from.Length > 0 && string.CompareOrdinal(last.Organisation, from) >= 0)
                    break;
                connections.Add(last);
            }
            else if (isAround)
            {
                break;
            }
            else
            {
                (last, isAround) = (new("", "", ""), true);
            }
        }

        return connections;
    }

    private static List<JobCandidate> FirstOf(WriteStatements statements, ConnectionName connection, JobClaim claim)
    {
        List<JobCandidate> jobs = [];
        var room = Math.Min(claim.RoomOf(connection), claim.Most);
        if (room <= 0)
            return jobs;
        var first = statements.OfQueue(QueueSql.FirstOfConnection)
            .Bind(connection.Organisation).Bind(connection.Connector).Bind(connection.Connection).Bind(room);
        while (first.Step())
        {
            jobs.Add(new(first.ReadId(), (int)first.ReadLong(), connection));
        }

        return jobs;
    }

    /// <summary>The first call of each group that nothing holds, and where to go on.</summary>
    private static (List<JobCandidate> Heads, JobCursor Place) Heads(WriteStatements statements, JobClaim claim)
    {
        List<JobCandidate> heads = [];
        var (org, group) = (claim.Cursor.GroupOrganisation ?? "", claim.Cursor.Group ?? "");
        var next = statements.OfQueue(QueueSql.NextGroup);
        for (var looked = 0; looked < MostGroups && heads.Count < claim.Most; looked++)
        {
            if (!next.Bind(org).Bind(group).Step())
                return (heads, default);
            (org, group) = (next.ReadText(), next.ReadText());
            var head = new JobCandidate(next.ReadId(), (int)next.ReadLong(), new(org, next.ReadText(), next.ReadText()));
            next.Reset();
            if (claim.RoomOf(head.Connection) > 0 && !IsHeld(statements, org, group, head.Id))
                heads.Add(head);
        }

        return (heads, new(null, org, group));
    }

    private static bool IsHeld(WriteStatements statements, string org, string group, Guid id)
    {
        var held = statements.OfQueue(QueueSql.IsGroupHeld);
        var isHeld = held.Bind(org).Bind(group).Bind(id).Step() && held.ReadLong() != 0;
        held.Reset();
        return isHeld;
    }
}

using Npgsql;
using Switchboard.Ledger;

namespace Switchboard.Postgres;

/// <summary>A run as its columns, in the order that they are read.</summary>
internal static class RunRow
{
    public const string Columns =
        "id, org_id, agent, user_id, intent, status, input, output, metrics, error, started_at, completed_at, lease_owner, lease_until";

    public static AgentRunRow Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OrgId = row.GetString(1),
        Agent = row.GetString(2),
        UserId = row.Text(3),
        Intent = row.GetString(4),
        Status = AgentRunStatuses.Parse(row.GetString(5)) ?? throw new FormatException("A run has a state of no version."),
        Input = row.Json(6),
        Output = row.Json(7),
        Metrics = row.Json(8),
        Error = row.Text(9),
        StartedAt = row.GetFieldValue<DateTimeOffset>(10),
        CompletedAt = row.Time(11),
        LeaseOwner = row.Text(12),
        LeaseUntil = row.Time(13),
    };
}

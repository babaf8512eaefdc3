using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite;

/// <summary>A run as its columns, in the order of both directions.</summary>
internal static class RunRow
{
    public const string Columns =
        "id, org_id, agent, user_id, intent, status, input, output, metrics, error, started_at, completed_at, lease_owner, lease_until";

    public static Statement Bind(Statement statement, AgentRunRow run) =>
        statement.Bind(run.Id).Bind(run.OrgId).Bind(run.Agent).Bind(run.UserId).Bind(run.Intent).Bind(run.Status.ToText())
            .Bind(run.Input).Bind(run.Output).Bind(run.Metrics).Bind(run.Error).Bind(run.StartedAt).Bind(run.CompletedAt)
            .Bind(run.LeaseOwner).Bind(run.LeaseUntil);

    public static AgentRunRow Read(Statement row) => new()
    {
        Id = row.ReadId(),
        OrgId = row.ReadText(),
        Agent = row.ReadText(),
        UserId = row.ReadTextOrNull(),
        Intent = row.ReadText(),
        Status = AgentRunStatuses.Parse(row.ReadText()) ?? throw new FormatException("A run has a state of no version."),
        Input = row.ReadBytes(),
        Output = row.ReadBytes(),
        Metrics = row.ReadBytes(),
        Error = row.ReadTextOrNull(),
        StartedAt = row.ReadTime(),
        CompletedAt = row.ReadTimeOrNull(),
        LeaseOwner = row.ReadTextOrNull(),
        LeaseUntil = row.ReadTimeOrNull(),
    };
}

namespace Switchboard.Sqlite.Reading;

/// <summary>The statements of readers. Every list walks one index from its newest end, so nothing is sorted.</summary>
internal static class ReadSql
{
    /// <summary>Columns that filters look at, before the whole row is read.</summary>
    private const string From = $"SELECT {ExecutionRow.Columns} FROM tool_executions ";

    public const string Execution = From + "WHERE id = ?1";

    public const string All = From + "WHERE id < ?1 AND id >= ?2 ORDER BY id DESC";

    public const string OfStatus = From + "WHERE id < ?1 AND id >= ?2 AND status = ?3 ORDER BY id DESC";

    public const string OfAction = From + "WHERE id < ?1 AND id >= ?2 AND connector = ?3 AND action = ?4 ORDER BY id DESC";

    public const string OfRun = From + "WHERE id < ?1 AND id >= ?2 AND agent_run_id = ?3 ORDER BY id DESC";

    /// <summary>The next connector by name: one step down the index, however many rows each has.</summary>
    public const string NextConnector = "SELECT connector FROM tool_executions WHERE connector > ?1 ORDER BY connector LIMIT 1";

    public const string NextAction = """
        SELECT action FROM tool_executions WHERE connector = ?1 AND action > ?2 ORDER BY action LIMIT 1
        """;

    public const string CountOfRun = """
        SELECT connector, action, status, COUNT(*) FROM tool_executions WHERE agent_run_id = ?1
        GROUP BY connector, action, status ORDER BY connector, action, status
        """;

    private const string FromRuns = $"SELECT {RunRow.Columns} FROM agent_runs ";

    public const string Run = FromRuns + "WHERE id = ?1";

    public const string AllRuns = FromRuns + "WHERE id < ?1 AND id >= ?2 ORDER BY id DESC";

    public const string RunsOfStatus = FromRuns + "WHERE id < ?1 AND id >= ?2 AND status = ?3 ORDER BY id DESC";

    public const string Sealed = """
        SELECT key_id, row_key, data, expires_at FROM sealed_payloads WHERE execution_id = ?1 AND kind = ?2
        """;

    /// <summary>Every list, for the test that none of them sorts.</summary>
    public static IReadOnlyList<string> Lists { get; } = [All, OfStatus, OfAction, OfRun, NextConnector, NextAction, AllRuns, RunsOfStatus];
}

namespace Switchboard.Postgres.Reading;

/// <summary>The statements of readers. Every list walks one index from its newest end.</summary>
internal static class ReadSql
{
    private const string From = $"SELECT {ExecutionRow.Columns} FROM tool_executions ";

    private const string Range = "id < $1 AND id >= $2 ";

    private const string NewestFirst = "ORDER BY id DESC LIMIT $3";

    public const string Execution = From + "WHERE id = $1";

    public const string All = From + "WHERE " + Range + NewestFirst;

    public const string OfStatus = From + "WHERE status = $4 AND " + Range + NewestFirst;

    public const string OfRun = From + "WHERE agent_run_id = $4 AND " + Range + NewestFirst;

    /// <summary>The newest of each of several actions, merged.</summary>
    public const string OfActions = $"""
        SELECT newest.* FROM unnest($4, $5) AS wanted (connector, action)
        CROSS JOIN LATERAL (
          SELECT {ExecutionRow.Columns} FROM tool_executions row
          WHERE row.connector = wanted.connector AND row.action = wanted.action AND {Range} {NewestFirst}) AS newest
        {NewestFirst}
        """;

    /// <summary>The connectors and actions that there are, one step down the index for each.</summary>
    public const string Actions = """
        WITH RECURSIVE pair AS (
          (SELECT connector, action FROM tool_executions ORDER BY connector, action LIMIT 1)
          UNION ALL
          SELECT next.connector, next.action FROM pair CROSS JOIN LATERAL (
            SELECT connector, action FROM tool_executions
            WHERE (connector, action) > (pair.connector, pair.action) ORDER BY connector, action LIMIT 1) AS next)
        SELECT connector, action FROM pair
        """;

    public const string CountOfRun = """
        SELECT connector, action, status, count(*) FROM tool_executions WHERE agent_run_id = $1
        GROUP BY connector, action, status ORDER BY connector, action, status
        """;

    private const string FromRuns = $"SELECT {RunRow.Columns} FROM agent_runs ";

    public const string Run = FromRuns + "WHERE id = $1";

    public const string AllRuns = FromRuns + "WHERE " + Range + NewestFirst;

    public const string RunsOfStatus = FromRuns + "WHERE status = $4 AND " + Range + NewestFirst;

    public const string Holder = "SELECT execution_id, action, input_hash FROM idempotency_keys WHERE org_id = $1 AND key = $2 AND expires_at > $3";

    public const string Sealed = """
        SELECT key_id, row_key, data, expires_at FROM sealed_payloads WHERE execution_id = $1 AND kind = $2 AND row_key <> ''
        """;
}

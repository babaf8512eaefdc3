using Npgsql;

namespace Switchboard.Postgres;

/// <summary>Connection strings of a ledger's two sides.</summary>
internal static class ConnectionStrings
{
    // A join by hash or merge reads the whole table for a batch of a few rows: 2,200 completions a second instead of 16,000.
    // What is switched off looks dear, for which the server would compile each claim: 300 ms instead of 20.
    private const string WriterPlans = "-c jit=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off";

    // A generic plan cannot use the partial index on what is not completed.
    private const string ReaderPlans = "-c default_transaction_read_only=on -c plan_cache_mode=force_custom_plan";

    public static string Writer(PostgresLedgerOptions options) => With(options, WriterPlans, options.Writers + 3);

    public static string Reader(PostgresLedgerOptions options) => With(options, ReaderPlans, 8);

    /// <summary>Host, port and database, without who connects.</summary>
    public static string Shown(PostgresLedgerOptions options)
    {
        var parsed = Parse(options.ConnectionString);
        return $"{parsed.Host}:{parsed.Port}/{parsed.Database}";
    }

    /// <summary>Either form as Npgsql's own.</summary>
    /// <exception cref="FormatException">It is of neither form.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            return ParseOwn(text);
        // What was given may hold a password, so messages do not repeat it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsolutePath.Length < 2)
            throw new FormatException("A PostgreSQL address has the form postgres://user:password@host:port/database.");
        var who = uri.UserInfo.Split(':', 2);
        var parsed = ParseOwn(string.Join(';', uri.Query.TrimStart('?').Split('&').Select(Uri.UnescapeDataString)));
        parsed.Host = uri.Host;
        parsed.Port = uri.Port > 0 ? uri.Port : 5432;
        parsed.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        if (who[0].Length > 0)
            parsed.Username = Uri.UnescapeDataString(who[0]);
        if (who.Length > 1)
            parsed.Password = Uri.UnescapeDataString(who[1]);
        return parsed;
    }

    private static NpgsqlConnectionStringBuilder ParseOwn(string text)
    {
        try
        {
            return new(text);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"A setting of the PostgreSQL address is not known: {error.ParamName ?? "see Npgsql's connection string parameters"}.");
        }
    }

    private static string With(PostgresLedgerOptions options, string settings, int most)
    {
        var parsed = Parse(options.ConnectionString);
        parsed.Options = $"{parsed.Options} {settings}".TrimStart();
        parsed.MaxPoolSize = Math.Min(parsed.MaxPoolSize, most);
        parsed.MaxAutoPrepare = 40;
        parsed.AutoPrepareMinUsages = 2;
        parsed.Timeout = Math.Max(1, (int)options.Timeout.TotalSeconds);
        parsed.CommandTimeout = Math.Max(1, (int)options.Timeout.TotalSeconds);
        parsed.IncludeErrorDetail = false;
        parsed.ApplicationName ??= "switchboard";
        return parsed.ConnectionString;
    }
}

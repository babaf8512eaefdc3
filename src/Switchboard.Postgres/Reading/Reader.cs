using Npgsql;
using NpgsqlTypes;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Reading;

/// <summary>Asks the server; every question is bounded in time.</summary>
internal sealed class Reader(NpgsqlDataSource source, PostgresLedgerOptions options, string ledger, TimeProvider machineClock)
{
    public async ValueTask<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        try
        {
            return await AskAsync(sql, read, parameters, ct).WaitAsync(options.Timeout, machineClock, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new LedgerException(LedgerFailure.Unavailable,
                $"The ledger {ledger} gave no answer within {options.Timeout.TotalSeconds:0.###} s. Check the server.");
        }
        catch (Exception error) when (error is NpgsqlException or IOException)
        {
            throw PostgresErrors.Translate(error, ledger);
        }
    }

    public async ValueTask<T?> OneAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params NpgsqlParameter[] parameters)
        where T : class => (await ListAsync(sql, read, ct, parameters).ConfigureAwait(false)).FirstOrDefault();

    public static NpgsqlParameter Uuid(Guid id) => new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid, TypedValue = id };

    public static NpgsqlParameter Text(string text) => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = text };

    public static NpgsqlParameter Texts(string[] texts) => new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = texts };

    public static NpgsqlParameter Time(DateTimeOffset time) => new NpgsqlParameter<DateTimeOffset> { NpgsqlDbType = NpgsqlDbType.TimestampTz, TypedValue = time };

    public static NpgsqlParameter Count(int count) => new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer, TypedValue = count };

    private async Task<List<T>> AskAsync<T>(string sql, Func<NpgsqlDataReader, T> read, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        List<T> found = [];
        await using var connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            found.Add(read(reader));
        }

        return found;
    }
}

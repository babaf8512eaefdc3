using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace Switchboard.Postgres;

/// <summary>Values as columns and as arrays of columns.</summary>
internal static class Columns
{
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>JSON text as UTF-8; empty: null.</summary>
    public static ReadOnlyMemory<byte> Json(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? default : row.GetFieldValue<byte[]>(column);

    /// <summary>One parameter of a type.</summary>
    public static void Add<T>(this NpgsqlParameterCollection parameters, NpgsqlDbType type, T value) =>
        parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });

    /// <summary>One array with a value of each row.</summary>
    public static void Add<TRow, T>(this NpgsqlParameterCollection parameters, NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        parameters.Add(new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values });
    }

    /// <summary>UTF-8 JSON for a text column; null: none.</summary>
    public static byte[]? ToColumn(this ReadOnlyMemory<byte> json) =>
        json.IsEmpty ? null
        : MemoryMarshal.TryGetArray(json, out var whole) && whole.Offset == 0 && whole.Count == whole.Array!.Length ? whole.Array
        : json.ToArray();
}

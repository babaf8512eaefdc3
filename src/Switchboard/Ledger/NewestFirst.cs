namespace Switchboard.Ledger;

/// <summary>The order of every list, and its pages.</summary>
internal static class NewestFirst
{
    private const int MostRows = 1000;

    /// <summary>Later ids before earlier ones.</summary>
    public static IComparer<Guid> Order { get; } = Comparer<Guid>.Create((a, b) => b.CompareTo(a));

    /// <summary>One page of rows that are in order already.</summary>
    public static LedgerPage<T> Page<T>(IEnumerable<T> rows, Func<T, Guid> id, Func<T, bool> matches, int limit, string? cursor)
    {
        limit = Math.Clamp(limit, 1, MostRows);
        var after = cursor is null ? (Guid?)null : ParseCursor(cursor);
        var found = rows.Where(r => (after is null || id(r).CompareTo(after.Value) < 0) && matches(r)).Take(limit + 1).ToList();
        return found.Count > limit ? new(found[..limit], id(found[limit - 1]).ToString("D")) : new(found, null);
    }

    /// <summary>The id that a cursor is.</summary>
    /// <exception cref="InvalidCursorException">It is none of ours.</exception>
    public static Guid ParseCursor(string cursor) =>
        Guid.TryParseExact(cursor, "D", out var id) ? id : throw new InvalidCursorException();
}

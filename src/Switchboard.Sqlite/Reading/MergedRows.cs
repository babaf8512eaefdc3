using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Reading;

/// <summary>Several streams, each newest first, as one; reads only what is asked for and one row ahead a stream.</summary>
internal sealed class MergedRows<T> : IDisposable
    where T : class
{
    private readonly IReadOnlyList<Statement> _streams;
    private readonly Func<Statement, T> _read;
    private readonly PriorityQueue<(Statement Stream, T Row), Guid> _heads = new(NewestFirst.Order);
    private readonly Func<T, Guid> _id;

    public MergedRows(IReadOnlyList<Statement> streams, Func<Statement, T> read, Func<T, Guid> id)
    {
        _streams = streams;
        _read = read;
        _id = id;
        foreach (var stream in streams)
        {
            Advance(stream);
        }
    }

    /// <summary>The newest row that was not passed; null: no more.</summary>
    public T? Current => _heads.TryPeek(out var head, out _) ? head.Row : null;

    public void MoveNext() => Advance(_heads.Dequeue().Stream);

    public void Dispose()
    {
        foreach (var stream in _streams)
        {
            stream.Dispose();
        }
    }

    private void Advance(Statement stream)
    {
        if (!stream.Step())
            return;
        var row = _read(stream);
        _heads.Enqueue((stream, row), _id(row));
    }
}

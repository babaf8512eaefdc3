namespace Switchboard.Resilience;

/// <summary>A token that ends after a time, or with the caller's own.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _link;

    /// <summary>Begins to count.</summary>
    /// <param name="limit">How long.</param>
    /// <param name="time">Whose time.</param>
    /// <param name="caller">The caller's token.</param>
    public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _source = new CancellationTokenSource(limit, time);
        _caller = caller;
        _link = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>What to stop by.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over; false: the caller stopped it, or it goes on.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _link.Dispose();
        _source.Dispose();
    }
}

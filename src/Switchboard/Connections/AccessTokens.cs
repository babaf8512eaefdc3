namespace Switchboard.Connections;

/// <summary>An access token and when it stops being good.</summary>
/// <param name="Value">The token itself.</param>
/// <param name="ExpiresAt">Instant of expiry; a minute before it a new one is asked for.</param>
public sealed record AccessToken(string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>Shows when it ends, never what it is.</summary>
    public override string ToString() => $"AccessToken (until {ExpiresAt:O})";
}

/// <summary>The current access token of a connection; one exchange at a time, however many callers.</summary>
public sealed class AccessTokens
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _exchange = new(1, 1);
    private volatile AccessToken? _current;
    private volatile string? _refused;
    private int _renewals;

    /// <summary>How often a refused token was forgotten, so that a new one can be had.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    /// <summary>The current token, or one by <paramref name="exchange"/>, which concurrent callers share.</summary>
    public async ValueTask<string> GetAsync(DateTimeOffset now, Func<CancellationToken, Task<AccessToken>> exchange, CancellationToken ct)
    {
        if (_current is { } good && good.ExpiresAt - Margin > now)
        {
            return good.Value;
        }

        await _exchange.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_current is { } fresh && fresh.ExpiresAt - Margin > now)
            {
                return fresh.Value;
            }

            _current = await exchange(ct).ConfigureAwait(false);
            return _current.Value;
        }
        finally
        {
            _exchange.Release();
        }
    }

    /// <summary>Whether the provider refused this token, which came from no exchange.</summary>
    public bool WasRefused(string token) => _refused == token;

    /// <summary>Forgets the token that the provider refused, since a new one can be had; another that came meanwhile stays.</summary>
    public void Forget(string refused)
    {
        Interlocked.Increment(ref _renewals);
        if (_current is { } current && current.Value == refused)
        {
            _current = null;
            return;
        }

        _refused = refused;
    }
}

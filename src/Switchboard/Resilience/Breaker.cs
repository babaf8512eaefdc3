namespace Switchboard.Resilience;

/// <summary>Rests a connection after calls that failed in a row: then one probe goes through.</summary>
/// <param name="failures">Calls in a row that open it.</param>
/// <param name="rest">How long it stays open.</param>
/// <param name="moved">Told the new state: 0 closed, 1 open, 2 half-open.</param>
internal sealed class Breaker(int failures, TimeSpan rest, Action<int> moved)
{
    private readonly Lock _gate = new();
    private int _failed;
    private DateTimeOffset _openUntil;
    private bool _isProbing;

    /// <summary>Whether a call may start; else how long to wait.</summary>
    public bool TryEnter(DateTimeOffset now, out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = TimeSpan.Zero;
            if (_failed < failures)
            {
                return true;
            }

            if (now < _openUntil || _isProbing)
            {
                wait = now < _openUntil ? _openUntil - now : rest;
                return false;
            }

            _isProbing = true;
            moved(2);
            return true;
        }
    }

    /// <summary>The provider answered.</summary>
    public void Succeeded()
    {
        lock (_gate)
        {
            if (_failed >= failures)
            {
                moved(0);
            }

            (_failed, _isProbing) = (0, false);
        }
    }

    /// <summary>No connection, a timeout or a 5xx.</summary>
    public void Failed(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_failed < failures)
            {
                _failed++;
            }

            if (_failed >= failures)
            {
                (_openUntil, _isProbing) = (now + rest, false);
                moved(1);
            }
        }
    }

    /// <summary>The call says nothing of the provider: it was cancelled.</summary>
    public void Abandoned()
    {
        lock (_gate)
        {
            _isProbing = false;
        }
    }
}

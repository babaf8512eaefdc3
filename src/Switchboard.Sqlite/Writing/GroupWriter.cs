using Switchboard.Ledger;

namespace Switchboard.Sqlite.Writing;

/// <summary>The one writer: a thread that commits all that waits at once, while more gathers.</summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private readonly SqliteLedgerOptions _options;
    private readonly TimeProvider _machineClock;
    private readonly BatchCommit _commit;
    private readonly long _patience;
    private readonly long _grace;
    private readonly ITimer _watch;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _wake = new(0);
    private WriteOperation? _last;
    private WriteOperation[] _inHand = [];
    private int _asleep;
    private volatile bool _stopping;
    private volatile bool _hasEnded;

    public GroupWriter(SqliteLedgerOptions options, TimeProvider machineClock)
    {
        _options = options;
        _machineClock = machineClock;
        _commit = new(options, machineClock);
        // A lock is waited for a little shorter than the whole timeout, so that its own message is the answer.
        var tick = options.Timeout / 16;
        _grace = (long)(tick.TotalSeconds * machineClock.TimestampFrequency);
        _patience = 14 * _grace;
        _watch = machineClock.CreateTimer(_ => FailOverdue(), null, tick, tick);
        new Thread(Work) { IsBackground = true, Name = "ledger writer" }.Start();
    }

    /// <summary>Whether a batch is being committed.</summary>
    public bool IsWriting => Volatile.Read(ref _inHand).Length > 0;

    /// <summary>Hands in an operation; its answer comes when it is durable.</summary>
    public Task<T> WriteAsync<T>(WriteOperation<T> operation, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_stopping, this);
        operation.Deadline = _machineClock.GetTimestamp() + _patience;
        WriteOperation? last;
        do
        {
            last = Volatile.Read(ref _last);
            operation.Before = last;
        }
        while (Interlocked.CompareExchange(ref _last, operation, last) != last);

        if (last is null)
            Wake();
        if (_hasEnded)
            FailWaiting();
        return operation.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        Wake();
        try
        {
            await _stopped.Task.WaitAsync(_options.Timeout, _machineClock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The disk hangs: what is in hand has its answer from the watch, and the log keeps what was committed.
        }

        await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
            _wake.Release();
    }

    private void Work()
    {
        while (WaitForWork())
        {
            var batch = TakeWaiting();
            Volatile.Write(ref _inHand, batch);
            _commit.Write(batch);
            Volatile.Write(ref _inHand, []);
        }

        _hasEnded = true;
        FailWaiting();
        _commit.Dispose();
        _stopped.SetResult();
    }

    private void FailWaiting()
    {
        foreach (var operation in TakeWaiting())
        {
            operation.Fail(new ObjectDisposedException(nameof(GroupWriter)));
        }
    }

    /// <summary>Whether there is work; false: the ledger is closed and all was written.</summary>
    private bool WaitForWork()
    {
        while (Volatile.Read(ref _last) is null)
        {
            if (_stopping)
                return false;
            Volatile.Write(ref _asleep, 1);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _last) is null && !_stopping)
                _wake.Wait();
            else if (Interlocked.Exchange(ref _asleep, 0) == 0)
                _wake.Wait();
        }

        return true;
    }

    /// <summary>All that waits, oldest first.</summary>
    private WriteOperation[] TakeWaiting()
    {
        var last = Interlocked.Exchange(ref _last, null);
        var count = 0;
        for (var operation = last; operation is not null; operation = operation.Before)
        {
            count++;
        }

        var batch = new WriteOperation[count];
        for (var operation = last; operation is not null; operation = operation.Before)
        {
            batch[--count] = operation;
        }

        return batch;
    }

    /// <summary>Answers whoever waited too long: a disk that hangs must not hang its callers.</summary>
    private void FailOverdue()
    {
        var now = _machineClock.GetTimestamp() - _grace;
        foreach (var operation in Volatile.Read(ref _inHand))
        {
            FailIfOverdue(operation, now);
        }

        for (var operation = Volatile.Read(ref _last); operation is not null; operation = operation.Before)
        {
            FailIfOverdue(operation, now);
        }
    }

    private void FailIfOverdue(WriteOperation operation, long now)
    {
        if (operation.Deadline <= now && !operation.IsAnswered)
            operation.Fail(_commit.IsWaitingForLock ? _commit.Locked() : Hangs());
    }

    private LedgerException Hangs() => new(LedgerFailure.Unavailable,
        $"The ledger {_options.Path} gave no answer within {_options.Timeout.TotalSeconds:0.###} s; the write may still happen. Check its disk.");
}

using System.Threading.Channels;
using Npgsql;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>A few writers, each of which commits all that waits at once, while more gathers.</summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int MostAtOnce = 512;
    private readonly Channel<WriteOperation> _waiting = Channel.CreateUnbounded<WriteOperation>();
    private readonly PostgresLedgerOptions _options;
    private readonly TimeProvider _machineClock;
    private readonly BatchCommit _commit;
    private readonly string _ledger;
    private readonly Task _working;

    public GroupWriter(NpgsqlDataSource source, PostgresLedgerOptions options, string ledger, TimeProvider machineClock)
    {
        (_options, _ledger, _machineClock, _commit) = (options, ledger, machineClock, new(source, ledger));
        _working = Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Hands in an operation; its answer comes when it is durable.</summary>
    public async Task<T> WriteAsync<T>(WriteOperation<T> operation, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_waiting.Writer.TryWrite(operation))
        {
            throw new ObjectDisposedException(nameof(GroupWriter));
        }

        try
        {
            return await operation.Answer.WaitAsync(_options.Timeout, _machineClock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new LedgerException(LedgerFailure.Unavailable,
                $"The ledger {_ledger} gave no answer within {_options.Timeout.TotalSeconds:0.###} s; the write may still happen. Check the server.");
        }
    }

    /// <summary>Writes operations in their order in one commit of their own, as far as none is refused.</summary>
    public async Task<T[]> WriteTogetherAsync<T>(IReadOnlyList<WriteOperation<T>> operations, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await _commit.WriteAsync(operations).ConfigureAwait(false);
        return await Task.WhenAll(operations.Select(operation => operation.Answer)).ConfigureAwait(false);
    }

    /// <summary>Writes what waits, then ends; what hangs is left to its callers' own timeout.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _working.WaitAsync(_options.Timeout, _machineClock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The server hangs: nothing more can be done for what is in hand.
        }
    }

    private async Task WorkAsync()
    {
        var batch = new List<WriteOperation>(MostAtOnce);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var operation))
            {
                batch.Add(operation);
            }

            if (batch.Count > 0)
            {
                await _commit.WriteAsync(batch).ConfigureAwait(false);
                batch.Clear();
            }
        }
    }
}

using System.Collections.Concurrent;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Reading;

/// <summary>A few reading connections, which the writer never holds up.</summary>
internal sealed class ReaderPool(SqliteLedgerOptions options, TimeProvider machineClock) : IDisposable
{
    private const int Most = 4;
    private readonly SemaphoreSlim _free = new(Most);
    private readonly ConcurrentBag<Reader> _readers = [];
    private volatile bool _isClosed;

    /// <summary>Reads on a free connection; off the caller's thread, since a disk that hangs must not hang the caller.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken ct)
    {
        try
        {
            return await Task.Run(() => ReadWhenFreeAsync(read, ct), ct).WaitAsync(options.Timeout, machineClock, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new LedgerException(LedgerFailure.Unavailable,
                $"The ledger {options.Path} gave no answer within {options.Timeout.TotalSeconds:0.###} s. Check its disk.");
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private async Task<T> ReadWhenFreeAsync<T>(Func<Reader, T> read, CancellationToken ct)
    {
        await _free.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return Read(read);
        }
        finally
        {
            _free.Release();
        }
    }

    private T Read<T>(Func<Reader, T> read)
    {
        Reader? reader = null;
        try
        {
            if (!_readers.TryTake(out reader))
                reader = new(Schema.OpenReader(options));
            var result = read(reader);
            GiveBack(reader);
            return result;
        }
        catch (SqliteException error)
        {
            reader?.Dispose();
            throw SqliteErrors.Translate(error, options.Path);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    private void GiveBack(Reader reader)
    {
        _readers.Add(reader);
        if (_isClosed)
            Dispose();
    }
}

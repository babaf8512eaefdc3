using System.Collections.Concurrent;
using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Postgres.Tests;

/// <summary>A server that goes away under load and comes back; it is this test's own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int Callers = 16;
    private readonly PostgresServer _server = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchboard-keys-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task What_was_acknowledged_is_there_and_nothing_needs_a_restart(string how)
    {
        await using var ledger = new PostgresLedger(
            new() { ConnectionString = await _server.NewDatabaseAsync(), KeyRing = Path.Combine(_folder.FullName, "switchboard.keys") }, TimeProvider.System);
        await ledger.OpenAsync(migrate: true, Ct);
        var acknowledged = new ConcurrentBag<Guid>();
        var ended = new ConcurrentBag<Guid>();
        var refusals = new ConcurrentBag<Exception>();
        var number = 0;
        using var stop = new CancellationTokenSource();
        var outage = new TaskCompletionSource();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var row = Running(Interlocked.Increment(ref number));
                try
                {
                    await ledger.BeginAsync(Entry(row), Ct);
                    acknowledged.Add(row.Id);
                    if (await ledger.CompleteAsync(Completion(row), Ct))
                    {
                        ended.Add(row.Id);
                    }
                }
                catch (Exception error)
                {
                    refusals.Add(error);
                    outage.TrySetResult();
                }
            }
        })).ToList();

        while (acknowledged.Count < 500)
        {
            await Task.Yield();
        }

        await _server.StopAsync(how);
        await outage.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        await _server.StartAsync();
        var before = ended.Count;
        while (ended.Count < before + 500)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);

        refusals.ShouldAllBe(error => error is LedgerException);
        foreach (var id in acknowledged)
        {
            (await ledger.GetAsync(id, Ct)).ShouldNotBeNull();
        }

        foreach (var id in ended)
        {
            (await ledger.GetAsync(id, Ct))!.Status.ShouldBe(ExecutionStatus.Completed);
        }
    }
}

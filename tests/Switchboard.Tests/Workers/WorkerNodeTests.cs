using Switchboard.Calls;
using Switchboard.Tests.Pipeline;
using Switchboard.Workers;

namespace Switchboard.Tests.Workers;

public sealed class WorkerNodeTests : IAsyncDisposable
{
    private readonly FaultyLedger _ledger = new();
    private readonly NotesHost _host;

    public WorkerNodeTests() => _host = new NotesHost(null, _ledger);

    [Fact]
    public async Task A_node_outlives_a_lost_ledger_and_sends_what_is_enqueued_afterwards()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(NotesHost.Ct);
        _ledger.FailsToBegin = true;
        var working = new WorkerNode(_host.Gateway, new WorkerOptions { Poll = TimeSpan.FromMilliseconds(20) }).RunAsync(stop.Token);
        await _ledger.WhenClaimRefused.WaitAsync(NotesHost.Ct);
        _ledger.FailsToBegin = false;

        var call = await _host.EnqueueAsync("add", """{"to":"a@example.com","text":"x"}""");
        await _ledger.WhenCompleted.WaitAsync(NotesHost.Ct);

        await stop.CancelAsync();
        await working;
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        foreach (var wrong in new WorkerOptions[]
        {
            new() { Concurrency = 0 }, new() { ConcurrencyPerConnection = 0 }, new() { Poll = TimeSpan.Zero }, new() { Grace = TimeSpan.FromSeconds(-1) }, new() { Retention = TimeSpan.Zero },
        })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => new WorkerNode(_host.Gateway, wrong));
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

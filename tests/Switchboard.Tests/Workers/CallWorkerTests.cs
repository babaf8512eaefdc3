using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Simulation;
using Switchboard.Tests.Pipeline;
using Switchboard.Workers;

namespace Switchboard.Tests.Workers;

public sealed class CallWorkerTests : IAsyncDisposable
{
    private readonly FaultyLedger _ledger = new();
    private readonly NotesHost _host;

    public CallWorkerTests() => _host = new NotesHost(null, _ledger);

    [Fact]
    public async Task A_limit_defers_to_its_time_instead_of_failing_or_spinning()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _host.EnqueueAsync("count", "{}")));
        await _host.DrainAsync();
        var rows = await Task.WhenAll(calls.Select(_host.RowAsync));
        rows.Count(row => row.Status == ExecutionStatus.Completed).ShouldBe(2);
        var deferred = rows.Where(row => row.Status == ExecutionStatus.Deferred).ToList();
        deferred.Count.ShouldBe(2);
        deferred.ShouldAllBe(row => row.NotBefore == _host.Clock.GetUtcNow().AddSeconds(1) && row.HoldReason == "rate_limited" && row.Failures == 0);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.DrainAsync();
        _host.Sent.ShouldBe(4);
    }

    [Fact]
    public async Task A_429_defers_to_the_time_that_the_provider_names()
    {
        _host.Provider.Faults.Script(SimulatorFault.TooManyRequests(30));
        var call = await AddAsync();
        await _host.DrainAsync();
        var row = await _host.RowAsync(call);
        row.Status.ShouldBe(ExecutionStatus.Deferred);
        row.NotBefore.ShouldBe(_host.Clock.GetUtcNow().AddSeconds(30));
        row.DispatchedAt.ShouldBeNull("nothing was done since the last verdict");
        row.Attempts.ShouldBe(1);
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        await _host.DrainAsync();
        (await _host.RowAsync(call)).Attempts.ShouldBe(2);
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task A_provider_out_of_reach_is_tried_later_and_given_up_in_the_end()
    {
        for (var i = 0; i < 100; i++)
        {
            _host.Provider.Faults.Script(SimulatorFault.On(WireFault.ConnectRefused));
        }

        var call = await AddAsync();
        var claims = 0;
        while (claims < 20 && (await _host.RowAsync(call)).Status != ExecutionStatus.Failed)
        {
            using (_host.Clock.Join())
            {
                await _host.DrainAsync();
            }

            _host.Clock.Advance(TimeSpan.FromHours(1));
            claims++;
        }

        claims.ShouldBe(Orphans.MostFailures);
        var row = await _host.RowAsync(call);
        NotesHost.Json(row.Error).GetProperty("code").GetString().ShouldBe("provider_unavailable");
        (await _ledger.GetSealedAsync(row.Id, SealedKind.Input, NotesHost.Ct)).ShouldNotBeNull("a dead letter can be run again");
    }

    [Fact]
    public async Task A_job_that_cannot_be_read_rests_and_starves_nobody()
    {
        var poison = await AddAsync();
        var row = await _host.RowAsync(poison);
        var other = row with { Id = Guid.Parse(row.Id.ToString("D")[..35] + (row.Id.ToString("D")[35] == '0' ? '1' : '0')) };
        await _ledger.BeginAsync(new() { Row = other, Input = new(other.Id, SealedKind.Input, 1, new byte[60], new byte[60], null) }, NotesHost.Ct);
        await _host.DrainAsync();
        (await _host.RowAsync(poison)).Status.ShouldBe(ExecutionStatus.Completed);
        (await _ledger.GetAsync(other.Id, NotesHost.Ct))!.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(ExecutionStatus.Deferred), r => r.Failures.ShouldBe(1));
        for (var claims = 1; claims < Orphans.MostFailures; claims++)
        {
            _host.Clock.Advance(TimeSpan.FromHours(1));
            await _host.DrainAsync();
        }

        (await _ledger.GetAsync(other.Id, NotesHost.Ct))!.Status.ShouldBe(ExecutionStatus.Failed);
    }

    [Fact]
    public async Task Calls_of_a_group_run_in_order_and_one_in_doubt_holds_those_behind_it()
    {
        _host.Provider.Faults.Script(SimulatorFault.On(WireFault.AnswerLost));
        var calls = new List<Outcome>();
        for (var i = 0; i < 3; i++)
        {
            calls.Add(await _host.EnqueueAsync("add", $$"""{"to":"a@example.com","text":"{{i}}"}""", new() { Group = "g" }));
        }

        await _host.DrainAsync();
        (await _host.RowAsync(calls[0])).Status.ShouldBe(ExecutionStatus.InDoubt);
        (await _host.RowAsync(calls[1])).Status.ShouldBe(ExecutionStatus.Queued);
        await _host.Gateway.ResolveAsync(calls[0].ExecutionId!.Value, true, "seen there", NotesHost.Ct);
        await _host.DrainAsync();
        var rows = await Task.WhenAll(calls.Skip(1).Select(_host.RowAsync));
        rows.ShouldAllBe(row => row.Status == ExecutionStatus.Completed);
    }

    [Fact]
    public async Task A_call_cancelled_in_a_workers_hands_is_not_sent()
    {
        var call = await AddAsync();
        var claimed = await ClaimAsync();
        var opened = await _host.Gateway.OpenedAsync(NotesHost.Ct);
        var (submission, _, _) = await opened.Claimed.ReadAsync(claimed, NotesHost.Ct);
        await _host.Gateway.CancelAsync(call.ExecutionId!.Value, NotesHost.Ct);
        (await opened.Pipeline.ExecuteAsync(submission!, NotesHost.Ct)).ShouldBeNull();
        _host.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_ends_what_it_sent_and_hands_back_the_rest()
    {
        _host.Provider.Faults.Script(SimulatorFault.Slow(TimeSpan.FromSeconds(5)));
        var slow = await AddAsync();
        using var worker = new CallWorker(_host.Gateway, new WorkerOptions(), NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        (await worker.ClaimAsync(stop.Token)).ShouldBe(1);
        await _host.Clock.WhenWaitingAsync(1, NotesHost.Ct);
        var waiting = await AddAsync();
        await stop.CancelAsync();
        await worker.ClaimAsync(stop.Token);
        var finishing = worker.FinishAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        await finishing;
        (await _host.RowAsync(slow)).Status.ShouldBe(ExecutionStatus.Completed);
        var row = await _host.RowAsync(waiting);
        row.Status.ShouldBe(ExecutionStatus.Queued);
        row.Failures.ShouldBe(0);
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_has_no_more_calls_under_way_than_it_may()
    {
        for (var i = 0; i < 6; i++)
        {
            _host.Provider.Faults.Script(SimulatorFault.Slow(TimeSpan.FromSeconds(5)));
            await AddAsync();
        }

        using var worker = new CallWorker(_host.Gateway, new WorkerOptions { ConcurrencyPerConnection = 2 }, NullLogger.Instance);
        (await worker.ClaimAsync(NotesHost.Ct)).ShouldBe(2);
        (await worker.ClaimAsync(NotesHost.Ct)).ShouldBe(0);
        await _host.Clock.WhenWaitingAsync(2, NotesHost.Ct);
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        await worker.FinishAsync();
        (await worker.ClaimAsync(NotesHost.Ct)).ShouldBe(2);
        await _host.Clock.WhenWaitingAsync(2, NotesHost.Ct);
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        await worker.FinishAsync();
    }

    [Fact]
    public async Task What_was_accepted_simulated_is_not_sent_live()
    {
        var call = await AddAsync();
        await using var live = new NotesHost(options => options.Mode = Connections.ConnectorMode.Live, _ledger);
        await live.DrainAsync();
        var row = (await _ledger.GetAsync(call.ExecutionId!.Value, NotesHost.Ct))!;
        row.Status.ShouldBe(ExecutionStatus.Deferred);
        NotesHost.Json(row.Error).GetProperty("message").GetString()!.ShouldContain("accepted as simulated");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<Outcome> AddAsync() => _host.EnqueueAsync("add", """{"to":"a@example.com","text":"x"}""");

    private async Task<ToolExecution> ClaimAsync() => (await _ledger.ClaimAsync(
        new JobClaim { Now = _host.Clock.GetUtcNow(), Most = 1, MostPerConnection = 1, Lease = TimeSpan.FromMinutes(1) }, NotesHost.Ct)).Rows.Single();
}

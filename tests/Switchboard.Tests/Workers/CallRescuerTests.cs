using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Tests.Pipeline;
using Switchboard.Workers;

namespace Switchboard.Tests.Workers;

/// <summary>Calls whose process died: its lease ends and a worker's rescuer looks.</summary>
public sealed class CallRescuerTests : IAsyncDisposable
{
    private readonly ManualTime _machine = new();
    private readonly FaultyLedger _ledger;
    private readonly NotesHost _host;

    public CallRescuerTests()
    {
        _ledger = new FaultyLedger(_machine);
        _host = new NotesHost(options => options.MachineTime = _machine, _ledger);
    }

    [Theory]
    [InlineData("addOnce", """{"text":"x"}""", ExecutionStatus.Completed, 2)]
    [InlineData("set", """{"id":"1","text":"x"}""", ExecutionStatus.Completed, 2)]
    [InlineData("addMarked", """{"text":"x"}""", ExecutionStatus.Completed, 2)]
    [InlineData("add", """{"to":"a@example.com","text":"x"}""", ExecutionStatus.InDoubt, 1)]
    public async Task A_call_that_was_sent_is_settled_as_its_class_allows(string action, string json, ExecutionStatus expected, int requests)
    {
        var call = await SendAndDieAsync(action, json);
        await RescueAsync();
        var row = await _host.RowAsync(call);
        row.Status.ShouldBe(expected);
        row.HoldReason.ShouldBeNull("it was looked into");
        _host.Sent.ShouldBe(requests);
        if (requests == 2)
        {
            var received = _host.Gateway.Simulators.Received("notes", "default");
            received[1].Path.ShouldBe(received[0].Path, "the same key");
        }

        await RescueAsync();
        _host.Sent.ShouldBe(requests);
    }

    [Theory]
    [InlineData("addOnce", """{"text":"x"}""", 0.79, 2)]
    [InlineData("addOnce", """{"text":"x"}""", 0.81, 1)]
    [InlineData("set", """{"id":"1","text":"x"}""", 0.1, 1)]
    public async Task Nothing_is_sent_again_after_four_fifths_of_its_window(string action, string json, double hours, int requests)
    {
        var call = await SendAndDieAsync(action, json);
        _host.Clock.Advance(TimeSpan.FromHours(hours));
        await RescueAsync();
        _host.Sent.ShouldBe(requests);
        (await _host.RowAsync(call)).Status.ShouldBe(requests == 1 ? ExecutionStatus.InDoubt : ExecutionStatus.Completed);
    }

    [Fact]
    public async Task A_call_sent_again_that_fails_stays_in_doubt()
    {
        var call = await SendAndDieAsync("addOnce", """{"text":"x"}""");
        _host.Provider.Faults.Script(Simulation.SimulatorFault.Answer(403));
        await RescueAsync();
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task A_call_that_may_have_happened_and_is_held_is_not_taken_for_unsent()
    {
        var call = await SendAndDieAsync("addOnce", """{"text":"x"}""");
        for (var i = 0; i < 3; i++)
        {
            _host.Provider.Faults.Script(Simulation.SimulatorFault.Answer(500));
            await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""");
        }

        await RescueAsync();
        (await _host.RowAsync(call)).ShouldSatisfyAllConditions(row => row.Status.ShouldBe(ExecutionStatus.Running), row => row.DispatchedAt.ShouldNotBeNull());
        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        await RescueAsync();
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task A_look_up_that_finds_nothing_leaves_it_in_doubt_and_sends_nothing()
    {
        var call = await _host.EnqueueAsync("addMarked", """{"text":"x"}""");
        var row = (await _ledger.ClaimAsync(new JobClaim { Now = _host.Clock.GetUtcNow(), Most = 1, MostPerConnection = 1, Lease = TimeSpan.FromMinutes(1) }, NotesHost.Ct)).Rows[0];
        await _ledger.DispatchAsync(row.Id, row.Fence, _host.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), NotesHost.Ct);
        await RescueAsync();
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.InDoubt);
        _host.Gateway.Simulators.Received("notes", "default").ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Fact]
    public async Task A_job_that_was_not_sent_runs_again_and_a_direct_call_is_in_doubt_or_settled()
    {
        var job = await _host.EnqueueAsync("add", """{"to":"a@example.com","text":"x"}""");
        await _ledger.ClaimAsync(new JobClaim { Now = _host.Clock.GetUtcNow(), Most = 1, MostPerConnection = 1, Lease = TimeSpan.FromMinutes(1) }, NotesHost.Ct);
        _ledger.FailsToComplete = true;
        var direct = await _host.CallAsync("addOnce", """{"text":"x"}""");
        direct.Status.ShouldBe(ExecutionStatus.InDoubt);
        _ledger.FailsToComplete = false;

        await RescueAsync();
        (await _host.RowAsync(job)).Status.ShouldBe(ExecutionStatus.Queued);
        (await _host.RowAsync(direct)).Status.ShouldBe(ExecutionStatus.Completed);
        await _host.DrainAsync();
        (await _host.RowAsync(job)).Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task A_live_lease_is_left_alone()
    {
        var call = await SendAndDieAsync("addOnce", """{"text":"x"}""");
        _machine.Advance(TimeSpan.FromSeconds(59));
        await new CallRescuer(_host.Gateway).TickAsync(NotesHost.Ct);
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.Running);
    }

    [Fact]
    public async Task What_ended_long_ago_is_pruned_and_doubt_is_not()
    {
        var done = await _host.CallAsync("addOnce", """{"text":"x"}""");
        var doubtful = await SendAndDieAsync("add", """{"to":"a@example.com","text":"x"}""");
        await RescueAsync();
        var pruner = new LedgerPruner(_host.Gateway, new WorkerOptions());
        _host.Clock.Advance(TimeSpan.FromDays(90));
        (await pruner.TickAsync(NotesHost.Ct)).ShouldBe(0);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await pruner.TickAsync(NotesHost.Ct)).ShouldBe(1);
        (await _host.Gateway.Ledger.GetAsync(done.ExecutionId!.Value, NotesHost.Ct)).ShouldBeNull();
        (await _host.RowAsync(doubtful)).Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>A worker sends the call and never writes its end.</summary>
    private async Task<Outcome> SendAndDieAsync(string action, string json)
    {
        var call = await _host.EnqueueAsync(action, json);
        _ledger.FailsToComplete = true;
        await _host.DrainAsync();
        _ledger.FailsToComplete = false;
        (await _host.RowAsync(call)).Status.ShouldBe(ExecutionStatus.Running);
        _host.Sent.ShouldBe(_host.Gateway.Simulators.Received("notes", "default").Count);
        return call;
    }

    private async Task RescueAsync()
    {
        _machine.Advance(TimeSpan.FromMinutes(1));
        await new CallRescuer(_host.Gateway).TickAsync(NotesHost.Ct);
    }
}

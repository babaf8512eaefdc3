using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Tests.Notes;

namespace Switchboard.Tests.Pipeline;

public sealed class CallGateTests : IAsyncDisposable
{
    private readonly NotesHost _host = new();

    [Fact]
    public async Task Several_windows_hold_at_once_and_a_direct_call_fails_saying_when()
    {
        await _host.CallAsync("count", "{}");
        await _host.CallAsync("count", "{}");
        var inSecond = await _host.CallAsync("count", "{}");
        for (var i = 0; i < 3; i++)
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
            (await _host.CallAsync("count", "{}")).IsCompleted.ShouldBeTrue();
        }

        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var inMinute = await _host.CallAsync("count", "{}");

        inSecond.Status.ShouldBe(ExecutionStatus.Failed);
        inSecond.Error!.Code.ShouldBe(ErrorCode.RateLimited);
        inSecond.Error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        inMinute.Error!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(56));
        _host.Sent.ShouldBe(5);
    }

    [Fact]
    public async Task Who_waits_goes_through_in_virtual_time_and_never_above_the_limit()
    {
        async Task<DateTimeOffset> CallAsync()
        {
            using var caller = _host.Clock.Join();
            return (await _host.CallAsync("count", "{}", new CallOptions { OnBusy = OnBusy.Wait })).StartedAt!.Value;
        }

        var starts = (await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => Task.Run(CallAsync)))).Order().ToList();

        for (var i = 5; i < starts.Count; i++)
        {
            (starts[i] - starts[i - 5]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
        }

        (starts[^1] - starts[0]).ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_a_cancelled_row_and_gives_its_place_back()
    {
        await _host.CallAsync("count", "{}");
        await _host.CallAsync("count", "{}");
        using var stop = new CancellationTokenSource();
        using var run = _host.Gateway.BeginRun("a", null, "wait", new CallOptions { OnBusy = OnBusy.Wait });
        var waiting = _host.Notes.CountAsync(new CountNotes(), stop.Token);
        await _host.Clock.WhenWaitingAsync(1, NotesHost.Ct);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        (await _host.RowsAsync())[0].Status.ShouldBe(ExecutionStatus.Cancelled);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _host.CallAsync("count", "{}")).IsCompleted.ShouldBeTrue();
        (await _host.CallAsync("count", "{}")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_cancelled_after_it_left_is_in_doubt()
    {
        _host.Provider.Faults.Script(Simulation.SimulatorFault.Slow(TimeSpan.FromSeconds(5)));
        using var stop = new CancellationTokenSource();
        var sending = _host.Notes.AddAsync(new AddNote("a@example.com", "x"), stop.Token);
        await _host.Clock.WhenWaitingAsync(1, NotesHost.Ct);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        (await _host.RowsAsync()).Single().Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task Live_without_credentials_is_refused_naming_the_setting()
    {
        await using var host = new NotesHost(options => options.Mode = ConnectorMode.Live);

        var outcome = await host.CallAsync("count", "{}");

        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Code.ShouldBe(ErrorCode.CredentialsMissing);
        outcome.Error.Message.ShouldContain("Switchboard__Connectors__notes__Credentials__Token");
        outcome.Error.Message.ShouldContain("USE_MOCK_CONNECTORS=true");
        (await host.RowAsync(outcome)).Mode.ShouldBe(ConnectorMode.Live);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

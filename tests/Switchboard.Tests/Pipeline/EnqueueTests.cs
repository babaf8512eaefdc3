using System.Text;
using Switchboard.Calls;
using Switchboard.Tests.Notes;

namespace Switchboard.Tests.Pipeline;

public sealed class EnqueueTests : IAsyncDisposable
{
    private const string Note = """{"to":"a@example.com","text":"x"}""";
    private readonly NotesHost _host = new();

    [Fact]
    public async Task A_queued_call_is_accepted_durably_and_sent_by_a_worker()
    {
        var accepted = await _host.EnqueueAsync("add", Note);
        accepted.Status.ShouldBe(ExecutionStatus.Queued);
        _host.Sent.ShouldBe(0);
        var waiting = await _host.RowAsync(accepted);
        waiting.NotBefore.ShouldBe(waiting.QueuedAt);
        Encoding.UTF8.GetString(waiting.Input.Span).ShouldNotContain("a@example.com");

        await _host.DrainAsync();

        var row = await _host.RowAsync(accepted);
        row.Status.ShouldBe(ExecutionStatus.Completed);
        row.Attempts.ShouldBe(1);
        row.DispatchedAt.ShouldNotBeNull();
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_queued_read_runs_and_ends_like_a_write()
    {
        var accepted = await _host.EnqueueAsync("count", "{}");
        await _host.DrainAsync();
        (await _host.RowAsync(accepted)).Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task The_typed_face_takes_the_actions_record()
    {
        (await _host.Gateway.EnqueueRecordAsync("notes.add", new AddNote("a@example.com", "x"), ct: NotesHost.Ct)).Status.ShouldBe(ExecutionStatus.Queued);
        var refused = await _host.Gateway.EnqueueRecordAsync("notes.add", new GetNote("1"), ct: NotesHost.Ct);
        refused.Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        refused.Error.Message.ShouldContain("notes.add does not take a GetNote");
    }

    [Fact]
    public async Task A_later_time_defers_and_a_past_one_runs_now()
    {
        var now = _host.Clock.GetUtcNow();
        var later = await _host.EnqueueAsync("add", Note, new() { Delay = TimeSpan.FromMinutes(5) });
        var at = await _host.EnqueueAsync("add", Note, new() { At = now.AddMinutes(5).ToOffset(TimeSpan.FromHours(2)) });
        var past = await _host.EnqueueAsync("add", Note, new() { At = now.AddMinutes(-5) });
        (later.Status, later.NotBefore).ShouldBe((ExecutionStatus.Deferred, now.AddMinutes(5)));
        (at.Status, at.NotBefore).ShouldBe((ExecutionStatus.Deferred, now.AddMinutes(5)));
        past.Status.ShouldBe(ExecutionStatus.Queued);
        (await _host.RowAsync(later)).HoldReason.ShouldBe("asked");

        await _host.DrainAsync();
        _host.Sent.ShouldBe(1);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        await _host.DrainAsync();
        _host.Sent.ShouldBe(3);
    }

    [Fact]
    public async Task A_deadline_before_the_start_is_refused_and_one_that_passes_expires()
    {
        var now = _host.Clock.GetUtcNow();
        var refused = await _host.EnqueueAsync("add", Note, new() { Delay = TimeSpan.FromMinutes(5), Deadline = now.AddMinutes(5) });
        refused.Status.ShouldBe(ExecutionStatus.Refused);
        refused.Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        refused.Error.Message.ShouldContain("deadline");
        foreach (var wrong in new QueueOptions[] { new() { Delay = TimeSpan.FromSeconds(-1) }, new() { Delay = TimeSpan.Zero, At = now }, new() { Group = " " } })
        {
            (await _host.EnqueueAsync("add", Note, wrong)).Status.ShouldBe(ExecutionStatus.Refused, $"{wrong}");
        }

        var accepted = await _host.EnqueueAsync("add", Note, new() { Deadline = now.AddMinutes(5) });
        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        await _host.DrainAsync();
        (await _host.RowAsync(accepted)).Status.ShouldBe(ExecutionStatus.Expired);
        _host.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_key_gives_the_accepted_call_and_in_the_end_its_result()
    {
        var options = new CallOptions { IdempotencyKey = "k" };
        var first = await _host.EnqueueAsync("add", Note, options: options);
        var again = await _host.EnqueueAsync("add", Note, options: options);
        again.ExecutionId.ShouldBe(first.ExecutionId);
        again.IsReplayed.ShouldBeTrue();
        (await _host.EnqueueAsync("add", """{"to":"a@example.com","text":"y"}""", options: options)).Error!.Code.ShouldBe(ErrorCode.IdempotencyConflict);

        await _host.DrainAsync();

        var result = await _host.CallAsync("add", Note, options);
        result.Status.ShouldBe(ExecutionStatus.Completed);
        result.Output!.Value.GetProperty("text").GetString().ShouldBe("x");
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_says_of_each_call_whether_it_was_accepted()
    {
        var calls = Enumerable.Range(0, 1200).Select(n => new QueuedCall(n % 100 == 7 ? "notes.ad" : "notes.add", Encoding.UTF8.GetBytes(n % 100 == 8 ? "{}" : Note))).ToList();
        var outcomes = await _host.Gateway.EnqueueAsync(calls, ct: NotesHost.Ct);
        outcomes.Count(outcome => outcome.Status == ExecutionStatus.Queued).ShouldBe(1200 - 24);
        outcomes[7].Error!.Code.ShouldBe(ErrorCode.UnknownAction);
        outcomes[1108].Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        outcomes.Select(outcome => outcome.ExecutionId).OfType<Guid>().Distinct().Count().ShouldBe(1200 - 12);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_refused_and_a_stopped_one_says_what_was_not_tried()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _host.Gateway.EnqueueAsync(new QueuedCall[100_001], ct: NotesHost.Ct));
        var outcome = (await _host.Gateway.EnqueueAsync([new QueuedCall("notes.add", Encoding.UTF8.GetBytes(Note))], ct: new CancellationToken(true))).ShouldHaveSingleItem();
        outcome.Error!.Code.ShouldBe(ErrorCode.Cancelled);
        (await _host.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_written_accepts_nothing()
    {
        await using var host = new NotesHost(null, new FaultyLedger { FailsToBegin = true });
        var outcome = await host.EnqueueAsync("add", Note);
        outcome.Error!.Code.ShouldBe(ErrorCode.LedgerUnavailable);
        outcome.ExecutionId.ShouldBeNull();
    }

    [Fact]
    public async Task A_direct_call_that_is_held_defers_only_when_asked_to()
    {
        await _host.CallAsync("count", "{}");
        await _host.CallAsync("count", "{}");
        (await _host.CallAsync("count", "{}")).Status.ShouldBe(ExecutionStatus.Failed);
        var deferred = await _host.CallAsync("count", "{}", new CallOptions { OnBusy = OnBusy.Defer });
        deferred.Status.ShouldBe(ExecutionStatus.Deferred);
        deferred.NotBefore.ShouldBe(_host.Clock.GetUtcNow().AddSeconds(1));
        (await _host.RowAsync(deferred)).HoldReason.ShouldBe("rate_limited");

        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.DrainAsync();
        (await _host.RowAsync(deferred)).Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task Only_what_was_not_sent_is_cancelled_and_only_what_failed_is_retried()
    {
        var waiting = await _host.EnqueueAsync("add", Note);
        (await _host.Gateway.CancelAsync(waiting.ExecutionId!.Value, NotesHost.Ct)).Status.ShouldBe(ExecutionStatus.Cancelled);
        var again = await _host.Gateway.CancelAsync(waiting.ExecutionId!.Value, NotesHost.Ct);
        again.Error!.Message.ShouldContain("It is cancelled");
        (await _host.Gateway.CancelAsync(Guid.Empty, NotesHost.Ct)).Error!.Code.ShouldBe(ErrorCode.NotFound);
        (await _host.Gateway.RetryAsync(waiting.ExecutionId!.Value, NotesHost.Ct)).Error!.Message.ShouldContain("only what failed can be retried");
        await _host.DrainAsync();
        _host.Sent.ShouldBe(0);

        var rejected = await _host.CallAsync("add", """{"to":"a@example.com","text":"forbidden"}""");
        rejected.Status.ShouldBe(ExecutionStatus.Failed);
        (await _host.Gateway.RetryAsync(rejected.ExecutionId!.Value, NotesHost.Ct)).Status.ShouldBe(ExecutionStatus.Queued);
        await _host.DrainAsync();
        (await _host.RowAsync(rejected)).Attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, ExecutionStatus.Completed)]
    [InlineData(false, ExecutionStatus.Failed)]
    public async Task A_person_settles_what_is_in_doubt_and_the_reason_is_kept(bool happened, ExecutionStatus expected)
    {
        _host.Provider.Faults.Script(Simulation.SimulatorFault.On(Simulation.WireFault.AnswerLost));
        var call = await _host.CallAsync("add", Note);
        call.Status.ShouldBe(ExecutionStatus.InDoubt);
        (await _host.Gateway.ResolveAsync(call.ExecutionId!.Value, happened, "asked them", NotesHost.Ct)).Status.ShouldBe(expected);
        var row = await _host.RowAsync(call);
        var metadata = NotesHost.Json(row.Metadata);
        metadata.GetProperty("reason").GetString().ShouldBe("asked them");
        metadata.GetProperty("resolved").GetString().ShouldBe(happened ? "happened" : "did-not-happen");
        (await _host.Gateway.ResolveAsync(call.ExecutionId!.Value, happened, "again", NotesHost.Ct)).Error!.Message.ShouldContain("only what is in doubt");
        (await _host.Gateway.RetryAsync(call.ExecutionId!.Value, NotesHost.Ct)).Status.ShouldBe(happened ? ExecutionStatus.Refused : ExecutionStatus.Queued);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

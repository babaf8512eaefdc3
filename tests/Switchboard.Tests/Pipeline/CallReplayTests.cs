using Switchboard.Calls;
using Switchboard.Simulation;

namespace Switchboard.Tests.Pipeline;

public sealed class CallReplayTests : IAsyncDisposable
{
    private const string Add = """{"to":"a@example.com","text":"the whole text"}""";
    private static readonly CallOptions Key = new() { IdempotencyKey = "k1" };
    private readonly NotesHost _host = new();

    [Fact]
    public async Task The_same_key_and_input_give_the_stored_result_whole()
    {
        var first = await _host.CallAsync("add", Add, Key);
        var second = await _host.CallAsync("add", """{ "text": "the whole text", "to": "a@example.com" }""", Key);

        second.IsReplayed.ShouldBeTrue();
        second.ExecutionId.ShouldBe(first.ExecutionId);
        second.Output!.Value.GetProperty("text").GetString().ShouldBe("the whole text");
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_other_input_is_a_conflict()
    {
        await _host.CallAsync("add", Add, Key);
        var other = await _host.CallAsync("add", """{"to":"a@example.com","text":"other"}""", Key);

        other.Error!.Code.ShouldBe(ErrorCode.IdempotencyConflict);
        other.Status.ShouldBe(ExecutionStatus.Refused);
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_belongs_to_its_organisation()
    {
        await _host.CallAsync("add", Add, Key);
        var other = await _host.CallAsync("add", Add, Key with { Organisation = "other" });

        other.IsReplayed.ShouldBeFalse();
        other.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_in_doubt_is_told_again_and_not_repeated()
    {
        _host.Provider.Faults.Script(SimulatorFault.On(WireFault.AnswerLost));
        var first = await _host.CallAsync("add", Add, Key);
        var second = await _host.CallAsync("add", Add, Key);

        first.Status.ShouldBe(ExecutionStatus.InDoubt);
        second.Status.ShouldBe(ExecutionStatus.InDoubt);
        second.ExecutionId.ShouldBe(first.ExecutionId);
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task What_failed_unsent_is_a_new_attempt_under_the_same_key()
    {
        _host.Provider.Faults.Script(SimulatorFault.TooManyRequests(1));
        var first = await _host.CallAsync("add", Add, Key);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _host.CallAsync("add", Add, Key);
        var third = await _host.CallAsync("add", Add, Key);

        first.Status.ShouldBe(ExecutionStatus.Failed);
        second.IsCompleted.ShouldBeTrue();
        second.ExecutionId.ShouldNotBe(first.ExecutionId);
        third.ExecutionId.ShouldBe(second.ExecutionId);
    }

    [Fact]
    public async Task A_key_lives_seven_days()
    {
        await _host.CallAsync("add", Add, Key);
        _host.Clock.Advance(TimeSpan.FromDays(7));
        var later = await _host.CallAsync("add", Add, Key);

        later.IsReplayed.ShouldBeFalse();
        _host.Sent.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_sent()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _host.CallAsync("add", Add, Key))));

        _host.Sent.ShouldBe(1);
        outcomes.Where(outcome => outcome.IsCompleted).Select(outcome => outcome.ExecutionId).Distinct().Count().ShouldBe(1);
        outcomes.Where(outcome => !outcome.IsCompleted).ShouldAllBe(outcome => outcome.Error!.Code == ErrorCode.IdempotencyConflict);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

using Switchboard.Calls;

namespace Switchboard.Tests.Pipeline;

/// <summary>What a call does when its ledger fails: no send without a row, and no lie afterwards.</summary>
public sealed class LedgerFaultTests : IAsyncDisposable
{
    private const string Add = """{"to":"a@example.com","text":"x"}""";
    private readonly FaultyLedger _ledger = new();
    private readonly NotesHost _host;

    public LedgerFaultTests() => _host = new NotesHost(null, _ledger);

    [Fact]
    public async Task Nothing_is_sent_when_the_row_cannot_be_written()
    {
        _ledger.FailsToBegin = true;

        var outcome = await _host.CallAsync("add", Add);

        outcome.Error!.Code.ShouldBe(ErrorCode.LedgerUnavailable);
        outcome.Error.Message.ShouldContain("No room on the disk");
        outcome.ExecutionId.ShouldBeNull();
        _host.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_taken_is_given_back_when_the_row_cannot_be_written_and_all_goes_on_afterwards()
    {
        _ledger.FailsToBegin = true;
        await _host.CallAsync("add", Add);
        _ledger.FailsToBegin = false;

        (await _host.CallAsync("add", Add)).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_send_whose_end_cannot_be_written_is_told_as_in_doubt()
    {
        _ledger.FailsToComplete = true;

        var outcome = await _host.CallAsync("add", Add);

        outcome.Status.ShouldBe(ExecutionStatus.InDoubt);
        outcome.Error!.Message.ShouldContain("Do not repeat");
        _host.Sent.ShouldBe(1);
        (await _host.RowAsync(outcome)).Status.ShouldBe(ExecutionStatus.Running, "recovery will find it dispatched");
    }

    [Fact]
    public async Task A_read_that_cannot_be_recorded_gives_no_result()
    {
        _ledger.FailsToBegin = true;

        var outcome = await _host.CallAsync("count", "{}");

        outcome.Error!.Code.ShouldBe(ErrorCode.LedgerUnavailable);
        outcome.Output.ShouldBeNull();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

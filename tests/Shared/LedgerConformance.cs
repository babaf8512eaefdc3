using Switchboard.Calls;
using Switchboard.Contracts;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Tests;

/// <summary>What every ledger does; compiled into the tests of each.</summary>
public abstract partial class LedgerConformance : IAsyncLifetime
{
    private ILedger? _ledger;

    private protected ILedger Ledger => _ledger!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ledger = await CreateAsync();
        await _ledger.OpenAsync(migrate: true, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        Clean();
        GC.SuppressFinalize(this);
    }

    private protected abstract ValueTask<ILedger> CreateAsync();

    private protected virtual void Clean()
    {
    }

    [Fact]
    public async Task A_row_comes_back_as_it_was_written()
    {
        var row = Running(1) with
        {
            AgentRunId = Id(900),
            RunLink = RunLink.Orphan,
            IdempotencyKey = "key",
            NotBefore = Start.AddMilliseconds(7),
            Error = Utf8("{}"),
            Metadata = Utf8("""{"limits":1}"""),
            Attempts = 3,
            Priority = -2,
            GroupKey = "group",
            DeadlineAt = Start.AddHours(1),
            Failures = 4,
        };
        (await Ledger.BeginAsync(Entry(row), Ct)).ShouldBe(new BeginResult(true, null));
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row);
    }

    [Fact]
    public async Task What_is_not_there_comes_back_as_nothing()
    {
        var row = Final(1, ExecutionStatus.Refused) with { Agent = null, UserId = null, Input = default, InputHash = null, StartedAt = null };
        await Ledger.BeginAsync(Entry(row), Ct);
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row);
        (await Ledger.GetAsync(Id(2), Ct)).ShouldBeNull();
        (await Ledger.GetRunAsync(Id(2), Ct)).ShouldBeNull();
        (await Ledger.GetSealedAsync(Id(2), SealedKind.Input, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_id_twice_is_refused_and_changes_nothing()
    {
        var row = Running(1);
        await Ledger.BeginAsync(Entry(row), Ct);
        await Should.ThrowAsync<InvalidOperationException>(() => Ledger.BeginAsync(Entry(row with { Agent = "other" }), Ct).AsTask());
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row);
    }

    [Fact]
    public async Task Only_lawful_rows_stand()
    {
        var number = 0;
        bool[] both = [false, true];
        foreach (var row in from status in Enum.GetValues<ExecutionStatus>()
                            from effect in Enum.GetValues<Effect>()
                            from started in both
                            from dispatched in both
                            from completed in both
                            from leased in both
                            from due in both
                            select Running(++number) with
                            {
                                Status = status,
                                Effect = effect,
                                StartedAt = started ? Start : null,
                                DispatchedAt = dispatched ? Start : null,
                                CompletedAt = completed ? Start : null,
                                LeaseOwner = leased ? "owner" : null,
                                LeaseUntil = leased ? Start : null,
                                NotBefore = due ? Start : null,
                                 HoldReason = due ? "asked" : null,
                            })
        {
            (await StandsAsync(row)).ShouldBe(RowLaw.Allows(row), $"{row}");
        }
    }

    [Fact]
    public async Task A_run_link_says_what_the_run_is()
    {
        (await StandsAsync(Running(1) with { RunLink = RunLink.Known })).ShouldBeFalse();
        (await StandsAsync(Running(2) with { AgentRunId = Id(9) })).ShouldBeFalse();
        (await StandsAsync(Running(3) with { AgentRunId = Id(9), RunLink = RunLink.Known })).ShouldBeTrue();
        (await StandsAsync(Running(4) with { Attempts = -1 })).ShouldBeFalse();
        (await StandsAsync(Running(5) with { LeaseUntil = null })).ShouldBeFalse();
        (await StandsAsync(Running(6) with { Failures = -1 })).ShouldBeFalse();
        (await StandsAsync(Running(7) with { HoldReason = "asked" })).ShouldBeFalse();
        (await StandsAsync(Waiting(8) with { Status = ExecutionStatus.Deferred, HoldReason = null })).ShouldBeFalse();
    }

    [Fact]
    public async Task A_completion_ends_the_row()
    {
        var row = Running(1);
        await Ledger.BeginAsync(Entry(row), Ct);
        var end = Completion(row);
        (await Ledger.CompleteAsync(end, Ct)).ShouldBeTrue();
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row with
        {
            Status = ExecutionStatus.Completed,
            Output = end.Output,
            Metadata = end.Metadata,
            Attempts = 2,
            CompletedAt = end.CompletedAt,
            DurationMs = 1000,
            LeaseOwner = null,
            LeaseUntil = null,
        });
    }

    [Fact]
    public async Task A_completion_with_an_older_fence_changes_nothing()
    {
        var row = Running(1) with { Fence = 2 };
        await Ledger.BeginAsync(new() { Row = row, Input = Payload(row.Id, SealedKind.Input) }, Ct);
        (await Ledger.CompleteAsync(Completion(row with { Fence = 1 }), Ct)).ShouldBeFalse();
        (await Ledger.CompleteAsync(Completion(row with { Fence = 3 }), Ct)).ShouldBeFalse();
        (await Ledger.CompleteAsync(Completion(Running(2)), Ct)).ShouldBeFalse();
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row);
        (await Ledger.GetSealedAsync(row.Id, SealedKind.Input, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_row_ends_once()
    {
        var row = Running(1);
        await Ledger.BeginAsync(Entry(row), Ct);
        (await Ledger.CompleteAsync(Completion(row), Ct)).ShouldBeTrue();
        (await Ledger.CompleteAsync(Completion(row), Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_was_stopped_before_anything_left_was_never_dispatched()
    {
        var row = Running(1);
        await Ledger.BeginAsync(Entry(row), Ct);
        await Ledger.CompleteAsync(
            new() { Id = row.Id, Fence = row.Fence, Status = ExecutionStatus.Cancelled, Attempts = 1, CompletedAt = Start, DurationMs = 1 }, Ct);
        var ended = (await Ledger.GetAsync(row.Id, Ct)).ShouldNotBeNull();
        ended.Status.ShouldBe(ExecutionStatus.Cancelled);
        ended.DispatchedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_completion_may_not_break_the_law()
    {
        var row = Running(1) with { DispatchedAt = null };
        await Ledger.BeginAsync(new() { Row = row, Input = Payload(row.Id, SealedKind.Input) }, Ct);
        await Should.ThrowAsync<InvalidOperationException>(() => Ledger.CompleteAsync(Completion(row), Ct).AsTask());
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row);
        (await Ledger.GetSealedAsync(row.Id, SealedKind.Input, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_sealed_input_goes_with_the_end_and_the_output_comes()
    {
        var row = Running(1);
        await Ledger.BeginAsync(new() { Row = row, Input = Payload(row.Id, SealedKind.Input) }, Ct);
        ShouldBeSame(await Ledger.GetSealedAsync(row.Id, SealedKind.Input, Ct), Payload(row.Id, SealedKind.Input));
        var output = Payload(row.Id, SealedKind.Output, Start.AddDays(7));
        await Ledger.CompleteAsync(Completion(row, keepInputUntil: null, output), Ct);
        (await Ledger.GetSealedAsync(row.Id, SealedKind.Input, Ct)).ShouldBeNull();
        ShouldBeSame(await Ledger.GetSealedAsync(row.Id, SealedKind.Output, Ct), output);
    }

    [Fact]
    public async Task The_sealed_input_of_a_failed_call_may_be_kept()
    {
        var row = Running(1);
        await Ledger.BeginAsync(new() { Row = row, Input = Payload(row.Id, SealedKind.Input) }, Ct);
        await Ledger.CompleteAsync(Completion(row, keepInputUntil: Start.AddDays(7), output: null), Ct);
        ShouldBeSame(await Ledger.GetSealedAsync(row.Id, SealedKind.Input, Ct), Payload(row.Id, SealedKind.Input, Start.AddDays(7)));
    }

    [Fact]
    public async Task A_cancelled_token_writes_nothing()
    {
        var row = Running(1);
        await Should.ThrowAsync<OperationCanceledException>(() => Ledger.BeginAsync(Entry(row), new CancellationToken(true)).AsTask());
        (await Ledger.GetAsync(row.Id, Ct)).ShouldBeNull();
    }

    private async Task<bool> StandsAsync(ToolExecution row)
    {
        try
        {
            return (await Ledger.BeginAsync(Entry(row), Ct)).IsWritten;
        }
        catch (InvalidOperationException)
        {
            (await Ledger.GetAsync(row.Id, Ct)).ShouldBeNull();
            return false;
        }
    }

    private static LedgerCompletion Completion(ToolExecution row, DateTimeOffset? keepInputUntil, SealedPayload? output) => new()
    {
        Id = row.Id,
        Fence = row.Fence,
        Status = ExecutionStatus.Completed,
        Attempts = 1,
        CompletedAt = Start,
        DurationMs = 1,
        KeepInputUntil = keepInputUntil,
        SealedOutput = output,
    };

    private static LedgerCompletion Completion(ToolExecution row) => LedgerRows.Completion(row);

    private static void ShouldBeSame(ToolExecution? row, ToolExecution expected)
    {
        row.ShouldNotBeNull();
        (Blank(row)).ShouldBe(Blank(expected));
        row.Input.ToArray().ShouldBe(expected.Input.ToArray());
        row.Output.ToArray().ShouldBe(expected.Output.ToArray());
        row.Error.ToArray().ShouldBe(expected.Error.ToArray());
        row.Metadata.ToArray().ShouldBe(expected.Metadata.ToArray());

        static ToolExecution Blank(ToolExecution row) => row with { Input = default, Output = default, Error = default, Metadata = default };
    }

    private static void ShouldBeSame(SealedPayload? payload, SealedPayload expected)
    {
        payload.ShouldNotBeNull();
        (payload with { RowKey = [], Data = [] }).ShouldBe(expected with { RowKey = payload.RowKey, Data = payload.Data } with { RowKey = [], Data = [] });
        payload.RowKey.ShouldBe(expected.RowKey);
        payload.Data.ShouldBe(expected.Data);
    }
}

using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Postgres.Tests;

public sealed class RecoveryTests(PostgresServer server) : LedgerDatabase(server)
{
    private static readonly DateTimeOffset Past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
    private static readonly DateTimeOffset Future = TimeProvider.System.GetUtcNow().AddMinutes(10);

    [Fact]
    public async Task Expired_leases_are_settled_and_live_ones_left()
    {
        await using var ledger = await OpenedAsync();
        await ledger.BeginAsync(Entry(Running(1, "elsewhere/1/1/1") with { LeaseUntil = Past }), Ct);
        await ledger.BeginAsync(
            new() { Row = Running(2, "elsewhere/1/1/1") with { LeaseUntil = Past, DispatchedAt = null }, Input = Payload(Id(2), SealedKind.Input) }, Ct);
        await ledger.BeginAsync(Entry(Running(3, "elsewhere/1/1/1") with { LeaseUntil = Future }), Ct);
        await ledger.SaveRunAsync(Run(500, "elsewhere/1/1/1") with { LeaseUntil = Past }, Ct);
        await ledger.SaveRunAsync(Run(501, "elsewhere/1/1/1") with { LeaseUntil = Future }, Ct);

        (await ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport(InDoubt: 1, Failed: 1, AbandonedRuns: 1));

        (await ledger.GetAsync(Id(1), Ct))!.Status.ShouldBe(ExecutionStatus.InDoubt);
        (await ledger.GetAsync(Id(2), Ct))!.Status.ShouldBe(ExecutionStatus.Failed);
        (await ledger.GetSealedAsync(Id(2), SealedKind.Input, Ct))!.ExpiresAt.ShouldNotBeNull("so that it can be run again");
        (await ledger.GetAsync(Id(3), Ct))!.Status.ShouldBe(ExecutionStatus.Running);
        (await ledger.GetRunAsync(Id(500), Ct))!.Status.ShouldBe(AgentRunStatus.Abandoned);
        (await ledger.GetRunAsync(Id(501), Ct))!.Status.ShouldBe(AgentRunStatus.Running);
        (await ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport());
    }

    [Fact]
    public async Task The_fence_keeps_a_process_out_that_was_only_thought_dead()
    {
        await using var ledger = await OpenedAsync();
        var row = Running(1, "elsewhere/1/1/1") with { LeaseUntil = Past };
        await ledger.BeginAsync(Entry(row), Ct);
        await ledger.RecoverAsync(Ct);
        (await ledger.CompleteAsync(Completion(row), Ct)).ShouldBeFalse();
        (await ledger.GetAsync(Id(1), Ct))!.Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task The_input_of_a_call_in_doubt_is_kept_without_end()
    {
        await using var ledger = await OpenedAsync();
        var row = Running(1);
        await ledger.BeginAsync(new() { Row = row, Input = Payload(row.Id, SealedKind.Input) }, Ct);
        await ledger.CompleteAsync(
            new()
            {
                Id = row.Id, Fence = row.Fence, Status = ExecutionStatus.InDoubt, Attempts = 1, CompletedAt = Start, DurationMs = 1,
                KeepInputUntil = DateTimeOffset.MaxValue,
            },
            Ct);
        (await ledger.GetSealedAsync(row.Id, SealedKind.Input, Ct))!.ExpiresAt.ShouldBe(DateTimeOffset.MaxValue);
    }
}

using System.Text;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Tests;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Sqlite.Tests;

public sealed class RecoveryTests : LedgerFolder
{
    [Fact]
    public async Task What_a_killed_process_left_is_settled_at_the_next_opening()
    {
        using var child = await LedgerChild.HoldAsync(DatabasePath, Ct);
        await using (var beside = Closed())
        {
            (await beside.OpenAsync(migrate: true, Ct)).ShouldBe(new RecoveryReport(0, 0, 0));
            (await beside.GetAsync(Id(1), Ct))!.Status.ShouldBe(ExecutionStatus.Running);
        }

        await child.KillAsync(Ct);
        await using var ledger = Closed();
        (await ledger.OpenAsync(migrate: true, Ct)).ShouldBe(new RecoveryReport(InDoubt: 1, Failed: 1, AbandonedRuns: 1));

        await ShouldBeInDoubtAsync(ledger);
        await ShouldBeFailedAsync(ledger);
        (await ledger.GetAsync(Id(3), Ct))!.Status.ShouldBe(ExecutionStatus.Completed);
        var run = (await ledger.GetRunAsync(Id(500), Ct))!;
        run.Status.ShouldBe(AgentRunStatus.Abandoned);
        run.Error.ShouldBe("The process that ran it ended.");
        (await ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport());
    }

    [Fact]
    public async Task The_fence_keeps_a_process_out_that_was_only_thought_dead()
    {
        var row = Running(1, "elsewhere/1/1/1") with { LeaseUntil = Start };
        await using var ledger = await OpenedAsync();
        await ledger.BeginAsync(Entry(row), Ct);
        (await ledger.RecoverAsync(Ct)).InDoubt.ShouldBe(1);
        (await ledger.CompleteAsync(Completion(row), Ct)).ShouldBeFalse();
        (await ledger.GetAsync(Id(1), Ct))!.Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task Another_machines_rows_wait_for_the_end_of_their_lease()
    {
        var time = new ManualTime();
        await using var ledger = new SqliteLedger(new() { Path = DatabasePath, KeyRing = null }, time);
        await ledger.OpenAsync(migrate: true, Ct);
        var leaseUntil = time.GetUtcNow().AddMinutes(1);
        await ledger.BeginAsync(Entry(Running(1, "elsewhere/1/1/1") with { LeaseUntil = leaseUntil }), Ct);
        await ledger.SaveRunAsync(Run(500, "elsewhere/1/1/1") with { LeaseUntil = leaseUntil }, Ct);
        time.Advance(TimeSpan.FromSeconds(59));
        (await ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport());
        time.Advance(TimeSpan.FromSeconds(1));
        (await ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport(1, 0, 1));
    }

    [Fact]
    public void Only_a_process_that_is_provably_gone_is_dead()
    {
        var parts = ProcessIdentity.Own.Split('/');
        parts.Length.ShouldBe(4);
        string Owner(int part, string value) => string.Join('/', parts.Select((p, i) => i == part ? value : p));
        ProcessIdentity.IsDead(ProcessIdentity.Own).ShouldBeFalse();
        ProcessIdentity.IsDead(Owner(2, "2147483647")).ShouldBeTrue();
        ProcessIdentity.IsDead(Owner(3, "1")).ShouldBeTrue("its number was given to another process");
        ProcessIdentity.IsDead(Owner(3, "-")).ShouldBeFalse();
        ProcessIdentity.IsDead(string.Join('/', "elsewhere", parts[1], "2147483647", "1")).ShouldBeFalse();
        ProcessIdentity.IsDead(string.Join('/', parts[0], "1", "2147483647", "1")).ShouldBeFalse();
        ProcessIdentity.IsDead("anything").ShouldBeFalse();
    }

    private static async Task ShouldBeInDoubtAsync(SqliteLedger ledger)
    {
        var row = (await ledger.GetAsync(Id(1), Ct))!;
        row.Status.ShouldBe(ExecutionStatus.InDoubt);
        Encoding.UTF8.GetString(row.Error.Span).ShouldContain("\"code\":\"in_doubt\"");
        row.Fence.ShouldBe(2);
        row.LeaseOwner.ShouldBeNull();
        (await ledger.GetSealedAsync(Id(1), SealedKind.Input, Ct))!.ExpiresAt.ShouldBeNull();
    }

    private static async Task ShouldBeFailedAsync(SqliteLedger ledger)
    {
        var row = (await ledger.GetAsync(Id(2), Ct))!;
        row.Status.ShouldBe(ExecutionStatus.Failed);
        Encoding.UTF8.GetString(row.Error.Span).ShouldBe("""{"code":"internal","message":"The process that made this call ended before anything was sent."}""");
        row.Fence.ShouldBe(2);
        row.CompletedAt.ShouldNotBeNull();
        (await ledger.GetSealedAsync(Id(2), SealedKind.Input, Ct))!.ExpiresAt.ShouldNotBeNull();
    }
}

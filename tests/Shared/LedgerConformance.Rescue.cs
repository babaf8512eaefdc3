using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Tests;

/// <content>Leases that end, and what a person settles.</content>
public abstract partial class LedgerConformance
{
    [Fact]
    public async Task A_lease_is_renewed_while_the_fence_is_ours()
    {
        await EnqueueAsync(Waiting(1), Waiting(2));
        var rows = await ClaimAsync(2, lease: Ended);
        var ours = await Ledger.RenewAsync([new(rows[0].Id, rows[0].Fence), new(rows[1].Id, rows[1].Fence - 1), new(Id(3), 1)], Lease, Ct);
        ours.ShouldBe([rows[0].Id]);
        (await Ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport(0, 0, 0, Requeued: 1));
        (await Ledger.GetAsync(rows[0].Id, Ct))!.Status.ShouldBe(ExecutionStatus.Running);
    }

    [Fact]
    public async Task A_job_whose_lease_ended_before_it_was_sent_is_queued_again_until_it_is_given_up()
    {
        await EnqueueAsync(Waiting(1));
        for (var claims = 1; claims < Orphans.MostFailures; claims++)
        {
            var claimed = (await ClaimAsync(1, lease: Ended)).ShouldHaveSingleItem();
            (await Ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport(0, 0, 0, Requeued: 1));
            (await Ledger.DispatchAsync(claimed.Id, claimed.Fence, Start, Lease, Ct)).ShouldBeFalse("its lease is gone");
            (await Ledger.GetAsync(Id(1), Ct))!.Failures.ShouldBe(claims);
        }

        await ClaimAsync(1, lease: Ended);
        (await Ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport(0, Failed: 1, 0));
        var row = (await Ledger.GetAsync(Id(1), Ct))!;
        row.Status.ShouldBe(ExecutionStatus.Failed);
        row.Error.ToArray().ShouldBe(Orphans.GivenUp);
        (await Ledger.GetSealedAsync(Id(1), SealedKind.Input, Ct))!.ExpiresAt.ShouldNotBeNull("so that it can be run again");
        (await Ledger.RecoverAsync(Ct)).ShouldBe(default);
    }

    [Fact]
    public async Task A_dispatched_row_whose_lease_ended_is_in_doubt_and_left_to_a_worker_once()
    {
        await EnqueueAsync(Waiting(1), Waiting(2));
        var rows = await ClaimAsync(2, lease: Ended);
        await Ledger.DispatchAsync(Id(1), rows.Single(row => row.Id == Id(1)).Fence, Start, Ended, Ct);
        (await Ledger.RecoverAsync(Ct)).ShouldBe(new RecoveryReport(InDoubt: 1, 0, 0, Requeued: 1));
        var doubtful = (await Ledger.GetAsync(Id(1), Ct))!;
        doubtful.Status.ShouldBe(ExecutionStatus.InDoubt);
        doubtful.HoldReason.ShouldBe(Orphans.Rescue);
        doubtful.Failures.ShouldBe(0);

        var taken = (await Ledger.ClaimInDoubtAsync(10, Lease, Ct)).ShouldHaveSingleItem();
        taken.ShouldSatisfyAllConditions(
            row => row.Status.ShouldBe(ExecutionStatus.Running),
            row => row.Fence.ShouldBe(doubtful.Fence + 1),
            row => row.DispatchedAt.ShouldBe(Start),
            row => row.CompletedAt.ShouldBeNull(),
            row => row.HoldReason.ShouldBeNull(),
            row => row.LeaseOwner.ShouldBe(Ledger.Owner));
        (await Ledger.ClaimInDoubtAsync(10, Lease, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_person_knows_settles_a_call_in_doubt()
    {
        await EnqueueAsync(Final(1, ExecutionStatus.InDoubt), Final(2, ExecutionStatus.InDoubt), Final(3, ExecutionStatus.Failed));
        (await Ledger.ResolveAsync(Resolution(1, 1, ExecutionStatus.Completed), Ct)).ShouldBeTrue();
        (await Ledger.ResolveAsync(Resolution(2, 1, ExecutionStatus.Failed, Start.AddDays(7)), Ct)).ShouldBeTrue();
        (await Ledger.ResolveAsync(Resolution(3, 1, ExecutionStatus.Completed), Ct)).ShouldBeFalse();
        (await Ledger.ResolveAsync(Resolution(1, 1, ExecutionStatus.Failed), Ct)).ShouldBeFalse("it is settled");

        var happened = (await Ledger.GetAsync(Id(1), Ct))!;
        happened.Status.ShouldBe(ExecutionStatus.Completed);
        happened.Metadata.ToArray().ShouldBe(Utf8("""{"resolved":"why"}"""));
        (await Ledger.GetSealedAsync(Id(1), SealedKind.Input, Ct)).ShouldBeNull();
        (await Ledger.GetAsync(Id(2), Ct))!.Status.ShouldBe(ExecutionStatus.Failed);
        (await Ledger.GetSealedAsync(Id(2), SealedKind.Input, Ct))!.ExpiresAt.ShouldBe(Start.AddDays(7));
    }

    [Fact]
    public async Task Only_a_doubt_that_has_not_moved_on_is_settled()
    {
        await EnqueueAsync(Final(1, ExecutionStatus.InDoubt) with { HoldReason = Orphans.Rescue });
        await Ledger.ClaimInDoubtAsync(1, Lease, Ct);
        (await Ledger.ResolveAsync(Resolution(1, 1, ExecutionStatus.Failed), Ct)).ShouldBeFalse();
        (await Ledger.GetAsync(Id(1), Ct))!.Status.ShouldBe(ExecutionStatus.Running);
    }

    [Fact]
    public async Task What_failed_runs_again_from_its_sealed_input()
    {
        await EnqueueAsync(Final(1, ExecutionStatus.Failed) with { Failures = 5, Attempts = 4, Error = Utf8("{}"), DeadlineAt = Start, DurationMs = 9 }, Final(2, ExecutionStatus.Completed));
        var now = Start.AddMinutes(5);
        (await Ledger.RetryAsync(Id(1), now, Ct)).ShouldBe(RetryAnswer.Queued);
        var row = (await Ledger.GetAsync(Id(1), Ct))!;
        ShouldBeSame(row, Waiting(1) with { Fence = 1, StartedAt = Start, NotBefore = now, Attempts = 4 });
        (await Ledger.GetSealedAsync(Id(1), SealedKind.Input, Ct))!.ExpiresAt.ShouldBeNull("until it is final again");
        (await ClaimAsync(10)).ShouldHaveSingleItem().Fence.ShouldBe(2);
        (await Ledger.RetryAsync(Id(1), now, Ct)).ShouldBe(RetryAnswer.NotFailed);
        (await Ledger.RetryAsync(Id(2), now, Ct)).ShouldBe(RetryAnswer.NotFailed);
        (await Ledger.RetryAsync(Id(3), now, Ct)).ShouldBe(RetryAnswer.NotFailed);
    }

    [Fact]
    public async Task What_failed_does_not_run_again_without_its_input_or_when_a_later_call_took_its_key()
    {
        await Ledger.BeginAsync(Entry(Final(1, ExecutionStatus.Failed)), Ct);
        await Ledger.BeginAsync(new() { Row = Final(2, ExecutionStatus.Failed), Input = Payload(Id(2), SealedKind.Input, Start.AddDays(7)) }, Ct);
        await Ledger.BeginAsync(
            new() { Row = Final(3, ExecutionStatus.Failed) with { IdempotencyKey = "k" }, Input = Payload(Id(3), SealedKind.Input), Claim = new("k", "slack.postMessage", "abc", Start.AddDays(7), null) }, Ct);
        await Ledger.BeginAsync(
            new() { Row = Final(4, ExecutionStatus.Completed) with { IdempotencyKey = "k" }, Claim = new("k", "slack.postMessage", "abc", Start.AddDays(7), Id(3)) }, Ct);
        (await Ledger.RetryAsync(Id(1), Start, Ct)).ShouldBe(RetryAnswer.Erased);
        (await Ledger.RetryAsync(Id(2), Start.AddDays(7), Ct)).ShouldBe(RetryAnswer.Erased);
        (await Ledger.RetryAsync(Id(2), Start.AddDays(6), Ct)).ShouldBe(RetryAnswer.Queued);
        (await Ledger.RetryAsync(Id(3), Start, Ct)).ShouldBe(RetryAnswer.Replaced);
        (await Ledger.GetAsync(Id(3), Ct))!.Status.ShouldBe(ExecutionStatus.Failed);
    }

    [Fact]
    public async Task What_ended_long_ago_goes_with_its_key_and_payloads_and_doubt_stays()
    {
        var old = Start.AddDays(-91);
        KeyClaim Key(string key) => new(key, "slack.postMessage", "abc", Start.AddDays(7), null);
        await Ledger.BeginAsync(new() { Row = Final(1, ExecutionStatus.Completed, old) with { IdempotencyKey = "a" }, Claim = Key("a"), Output = Payload(Id(1, old), SealedKind.Output) }, Ct);
        await EnqueueAsync(Final(2, ExecutionStatus.InDoubt, old), Final(3, ExecutionStatus.Failed, old), Running(4, at: old), Final(6, ExecutionStatus.Cancelled, old) with { CompletedAt = Start });
        await Ledger.BeginAsync(new() { Row = Final(5, ExecutionStatus.Completed) with { IdempotencyKey = "b" }, Claim = Key("b") }, Ct);

        (await Ledger.PruneAsync(Start.AddDays(-90), 1, Ct)).ShouldBe(1);
        (await Ledger.PruneAsync(Start.AddDays(-90), 10, Ct)).ShouldBe(1);
        (await Ledger.PruneAsync(Start.AddDays(-90), 10, Ct)).ShouldBe(0);

        (await Ledger.ListAsync(new(), Ct)).Items.Select(row => row.Id).ShouldBe([Id(5), Id(6, old), Id(4, old), Id(2, old)]);
        (await Ledger.GetSealedAsync(Id(1, old), SealedKind.Output, Ct)).ShouldBeNull();
        (await Ledger.GetSealedAsync(Id(2, old), SealedKind.Input, Ct)).ShouldNotBeNull();
        (await Ledger.GetSealedAsync(Id(3, old), SealedKind.Input, Ct)).ShouldBeNull();
        (await Ledger.FindKeyAsync("org", "a", Start, Ct)).ShouldBeNull();
        (await Ledger.FindKeyAsync("org", "b", Start, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_has_not_ended_is_counted()
    {
        (await Ledger.DepthAsync(Ct)).OldestQueuedAt.ShouldBeNull();
        await EnqueueAsync(Waiting(1) with { QueuedAt = Start.AddSeconds(-5) }, Waiting(2, group: "g"), Deferred(3, TimeSpan.Zero), Final(4, ExecutionStatus.InDoubt), Final(5, ExecutionStatus.Completed), Running(6));
        var depth = await Ledger.DepthAsync(Ct);
        depth.Counts.ShouldBe(
            new Dictionary<ExecutionStatus, long> { [ExecutionStatus.Queued] = 2, [ExecutionStatus.Deferred] = 1, [ExecutionStatus.InDoubt] = 1, [ExecutionStatus.Running] = 1 }, ignoreOrder: true);
        depth.OldestQueuedAt.ShouldBe(Start.AddSeconds(-5));
    }

    private static LedgerCompletion Resolution(int number, long fence, ExecutionStatus status, DateTimeOffset? keepInputUntil = null) => new()
    {
        Id = Id(number),
        Fence = fence,
        Status = status,
        Metadata = Utf8("""{"resolved":"why"}"""),
        Attempts = 1,
        CompletedAt = Start.AddHours(1),
        DurationMs = 0,
        KeepInputUntil = keepInputUntil,
    };
}

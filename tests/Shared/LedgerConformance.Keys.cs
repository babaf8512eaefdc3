using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Tests;

/// <summary>Idempotency keys, and runs.</summary>
public abstract partial class LedgerConformance
{
    private static readonly DateTimeOffset KeyEnd = Start.AddDays(7);

    [Fact]
    public async Task A_key_belongs_to_the_first_call()
    {
        (await Ledger.BeginAsync(Claiming(Running(1), "key"), Ct)).IsWritten.ShouldBeTrue();
        var second = await Ledger.BeginAsync(Claiming(Running(2), "key"), Ct);
        second.ShouldBe(new BeginResult(false, new KeyHolder(Id(1), "slack.postMessage", "abc")));
        (await Ledger.GetAsync(Id(2), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_is_unique_within_its_organisation_only()
    {
        (await Ledger.BeginAsync(Claiming(Running(1), "key"), Ct)).IsWritten.ShouldBeTrue();
        (await Ledger.BeginAsync(Claiming(Running(2) with { OrgId = "other" }, "key"), Ct)).IsWritten.ShouldBeTrue();
        (await Ledger.BeginAsync(Claiming(Running(3), "KEY"), Ct)).IsWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task An_expired_key_is_free()
    {
        await Ledger.BeginAsync(Claiming(Running(1), "key"), Ct);
        (await Ledger.BeginAsync(Claiming(Running(2) with { QueuedAt = KeyEnd.AddMilliseconds(-1) }, "key"), Ct)).IsWritten.ShouldBeFalse();
        (await Ledger.BeginAsync(Claiming(Running(3) with { QueuedAt = KeyEnd }, "key", KeyEnd.AddDays(7)), Ct)).IsWritten.ShouldBeTrue();
        (await Ledger.FindKeyAsync("org", "key", KeyEnd, Ct))!.ExecutionId.ShouldBe(Id(3));
    }

    [Fact]
    public async Task A_key_is_found_until_it_expires()
    {
        await Ledger.BeginAsync(Claiming(Running(1), "key"), Ct);
        (await Ledger.FindKeyAsync("org", "key", KeyEnd.AddMilliseconds(-1), Ct)).ShouldBe(new KeyHolder(Id(1), "slack.postMessage", "abc"));
        (await Ledger.FindKeyAsync("org", "key", KeyEnd, Ct)).ShouldBeNull();
        (await Ledger.FindKeyAsync("other", "key", Start, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_the_holder_that_the_caller_saw_is_replaced()
    {
        await Ledger.BeginAsync(Claiming(Running(1), "key"), Ct);
        (await Ledger.BeginAsync(Claiming(Running(2), "key", replaces: Id(9)), Ct)).IsWritten.ShouldBeFalse();
        (await Ledger.BeginAsync(Claiming(Running(3), "key", replaces: Id(1)), Ct)).IsWritten.ShouldBeTrue();
        (await Ledger.BeginAsync(Claiming(Running(4), "key", replaces: Id(1)), Ct)).Holder!.ExecutionId.ShouldBe(Id(3));
    }

    [Fact]
    public async Task Of_64_concurrent_claims_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 64).Select(n => Task.Run(
            () => Ledger.BeginAsync(Claiming(Running(n), "key"), Ct).AsTask())));
        var winner = (await Ledger.FindKeyAsync("org", "key", Start, Ct))!.ExecutionId;
        results.Count(r => r.IsWritten).ShouldBe(1);
        results.Where(r => !r.IsWritten).ShouldAllBe(r => r.Holder!.ExecutionId == winner);
        (await Ledger.ListAsync(new() { Limit = 100 }, Ct)).Items.ShouldHaveSingleItem().Id.ShouldBe(winner);
    }

    [Fact]
    public async Task A_row_that_breaks_the_law_claims_nothing()
    {
        var entry = Claiming(Running(1) with { StartedAt = null }, "key");
        await Should.ThrowAsync<InvalidOperationException>(() => Ledger.BeginAsync(entry, Ct).AsTask());
        (await Ledger.FindKeyAsync("org", "key", Start, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_commits_with_its_first_call()
    {
        var run = Run(500);
        LedgerEntry InRun(int number) => new() { Row = Running(number) with { AgentRunId = run.Id, RunLink = RunLink.Known }, Run = run };
        await Ledger.BeginAsync(InRun(1), Ct);
        await Ledger.BeginAsync(InRun(2), Ct);
        ShouldBeSame(await Ledger.GetRunAsync(run.Id, Ct), run);
    }

    [Fact]
    public async Task A_run_ends_once()
    {
        var run = Run(500);
        await Ledger.SaveRunAsync(run, Ct);
        var ended = run.Ended(AgentRunStatus.Completed);
        await Ledger.SaveRunAsync(ended, Ct);
        await Ledger.SaveRunAsync(run.Ended(AgentRunStatus.Failed), Ct);
        await Ledger.SaveRunAsync(run, Ct);
        ShouldBeSame(await Ledger.GetRunAsync(run.Id, Ct), ended);
    }

    [Fact]
    public async Task A_run_thought_dead_may_still_end()
    {
        var run = Run(500);
        await Ledger.SaveRunAsync(run.Ended(AgentRunStatus.Abandoned), Ct);
        await Ledger.SaveRunAsync(run, Ct);
        (await Ledger.GetRunAsync(run.Id, Ct))!.Status.ShouldBe(AgentRunStatus.Abandoned);
        await Ledger.SaveRunAsync(run.Ended(AgentRunStatus.Completed), Ct);
        (await Ledger.GetRunAsync(run.Id, Ct))!.Status.ShouldBe(AgentRunStatus.Completed);
    }

    [Fact]
    public async Task Renewing_moves_the_leases_of_the_owners_running_runs_only()
    {
        await Ledger.SaveRunAsync(Run(1, Ledger.Owner), Ct);
        await Ledger.SaveRunAsync(Run(2, Ledger.Owner).Ended(AgentRunStatus.Failed), Ct);
        await Ledger.SaveRunAsync(Run(3, "somebody else"), Ct);
        await Ledger.RenewRunsAsync(Start.AddHours(1), Ct);
        (await Ledger.GetRunAsync(Id(1), Ct))!.LeaseUntil.ShouldBe(Start.AddHours(1));
        (await Ledger.GetRunAsync(Id(2), Ct))!.LeaseUntil.ShouldBe(Start.AddMinutes(1));
        (await Ledger.GetRunAsync(Id(3), Ct))!.LeaseUntil.ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task Only_lawful_runs_stand()
    {
        var run = Run(1);
        foreach (var bad in (AgentRunRow[])[run with { LeaseOwner = null }, run with { LeaseUntil = null }, run with { CompletedAt = Start }, run with { Status = AgentRunStatus.Failed }])
        {
            await Should.ThrowAsync<InvalidOperationException>(() => Ledger.SaveRunAsync(bad, Ct).AsTask());
        }

        (await Ledger.GetRunAsync(run.Id, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task The_calls_of_a_run_are_counted()
    {
        foreach (var number in Enumerable.Range(1, 6))
        {
            var row = number % 2 == 0 ? Running(number) : Final(number, ExecutionStatus.Failed) with { Connector = number == 1 ? "gmail" : "slack" };
            await Ledger.BeginAsync(Entry(row with { AgentRunId = Id(number == 6 ? 901 : 900), RunLink = RunLink.Orphan }), Ct);
        }

        (await Ledger.CountAsync(Id(900), Ct)).ShouldBe(
        [
            new("gmail", "postMessage", ExecutionStatus.Failed, 1),
            new("slack", "postMessage", ExecutionStatus.Failed, 2),
            new("slack", "postMessage", ExecutionStatus.Running, 2),
        ]);
        (await Ledger.CountAsync(Id(902), Ct)).ShouldBeEmpty();
    }

    private static LedgerEntry Claiming(ToolExecution row, string key, DateTimeOffset? expiresAt = null, Guid? replaces = null) => new()
    {
        Row = row with { IdempotencyKey = key },
        Claim = new(key, "slack.postMessage", "abc", expiresAt ?? KeyEnd, replaces),
    };

    private static void ShouldBeSame(AgentRunRow? run, AgentRunRow expected)
    {
        run.ShouldNotBeNull();
        (run with { Input = default, Output = default, Metrics = default }).ShouldBe(expected with { Input = default, Output = default, Metrics = default });
        run.Input.ToArray().ShouldBe(expected.Input.ToArray());
        run.Output.ToArray().ShouldBe(expected.Output.ToArray());
        run.Metrics.ToArray().ShouldBe(expected.Metrics.ToArray());
    }
}

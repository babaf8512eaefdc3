using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Tests;

/// <content>The ledger as a queue.</content>
public abstract partial class LedgerConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Ended = TimeSpan.FromSeconds(-1);

    [Fact]
    public async Task A_claim_takes_a_waiting_row_once_under_a_lease_with_a_new_fence()
    {
        await EnqueueAsync(Waiting(1));
        var row = (await ClaimAsync(10)).ShouldHaveSingleItem();
        row.Status.ShouldBe(ExecutionStatus.Running);
        row.Fence.ShouldBe(1);
        row.LeaseOwner.ShouldBe(Ledger.Owner);
        row.LeaseUntil.ShouldNotBeNull();
        row.StartedAt.ShouldBe(Start);
        row.DispatchedAt.ShouldBeNull();
        ShouldBeSame(await Ledger.GetAsync(row.Id, Ct), row);
        (await ClaimAsync(10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_is_queued_is_claimed()
    {
        await EnqueueAsync(
            Deferred(1, TimeSpan.Zero), Waiting(2) with { Status = ExecutionStatus.AwaitingApproval }, Running(3), Final(4, ExecutionStatus.Failed), Waiting(5));
        (await ClaimAsync(10)).Select(row => row.Id).ShouldBe([Id(5)]);
    }

    [Fact]
    public async Task Priority_goes_first_then_organisations_in_turn_then_the_oldest()
    {
        await EnqueueAsync(Waiting(1, "a"), Waiting(2, "a"), Waiting(3, "a"), Waiting(4, "b"), Waiting(5, "c", priority: 1), Waiting(6, "a", priority: -1));
        (await ClaimAsync(1)).Select(row => row.Id).ShouldBe([Id(5)]);
        (await ClaimAsync(2)).Select(row => row.Id).ShouldBe([Id(1), Id(4)], ignoreOrder: true);
        (await ClaimAsync(2)).Select(row => row.Id).ShouldBe([Id(2), Id(3)], ignoreOrder: true);
        (await ClaimAsync(2)).Select(row => row.Id).ShouldBe([Id(6)]);
    }

    [Fact]
    public async Task No_organisation_is_passed_over_by_those_that_wait_longer()
    {
        var organisations = Enumerable.Range(0, 6).Select(n => $"org {n}").ToList();
        await EnqueueAsync([.. from n in Enumerable.Range(0, 60) select Waiting(n, organisations[n % 5]), Waiting(1000, organisations[5])]);
        var served = new HashSet<string>();
        var cursor = default(JobCursor);
        for (var claims = 0; claims < 3; claims++)
        {
            var claimed = await Ledger.ClaimAsync(Claim(2, cursor: cursor), Ct);
            served.UnionWith(claimed.Rows.Select(row => row.OrgId));
            cursor = claimed.Next;
        }

        served.ShouldBe(organisations, ignoreOrder: true);
    }

    [Fact]
    public async Task A_connection_gives_no_more_than_it_has_room_for()
    {
        await EnqueueAsync([.. from n in Enumerable.Range(0, 9) select Waiting(n) with { Connector = $"c{n / 3}" }, Waiting(20, group: "g") with { Connector = "c2" }]);
        var rooms = new Dictionary<ConnectionName, int> { [new("org", "c1", "default")] = 1, [new("org", "c2", "default")] = 0 };
        var claimed = await Ledger.ClaimAsync(Claim(10, rooms), Ct);
        claimed.Rows.Select(row => row.Id).ShouldBe([Id(0), Id(1), Id(2), Id(3)], ignoreOrder: true);
        (await ClaimAsync(10, mostPerConnection: 1)).Select(row => row.Connector).ShouldBe(["c1", "c2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Calls_of_a_group_are_claimed_in_order_one_at_a_time()
    {
        await EnqueueAsync(Waiting(1, group: "g"), Waiting(2, group: "g", priority: 9), Waiting(3, group: "h"), Waiting(4, "other", group: "g"));
        var first = await ClaimAsync(10);
        first.Select(row => row.Id).ShouldBe([Id(1), Id(3), Id(4)], ignoreOrder: true);
        (await ClaimAsync(10)).ShouldBeEmpty();

        var head = first.Single(row => row.Id == Id(1));
        (await Ledger.DispatchAsync(head.Id, head.Fence, Start, Lease, Ct)).ShouldBeTrue();
        (await Ledger.CompleteAsync(Completion(head), Ct)).ShouldBeTrue();
        (await ClaimAsync(10)).Select(row => row.Id).ShouldBe([Id(2)]);
    }

    [Theory]
    [InlineData(ExecutionStatus.InDoubt, 9, true)]
    [InlineData(ExecutionStatus.InDoubt, 1, true)]
    [InlineData(ExecutionStatus.Running, 9, true)]
    [InlineData(ExecutionStatus.Deferred, 1, true)]
    [InlineData(ExecutionStatus.AwaitingApproval, 1, true)]
    [InlineData(ExecutionStatus.Deferred, 9, false)]
    [InlineData(ExecutionStatus.AwaitingApproval, 9, false)]
    [InlineData(ExecutionStatus.Failed, 1, false)]
    [InlineData(ExecutionStatus.Completed, 1, false)]
    public async Task What_is_under_way_or_in_doubt_or_older_holds_its_group(ExecutionStatus status, int number, bool holds)
    {
        var other = status switch
        {
            ExecutionStatus.Running => Running(number),
            ExecutionStatus.Deferred => Deferred(number, TimeSpan.FromHours(1)),
            ExecutionStatus.AwaitingApproval => Waiting(number) with { Status = status },
            _ => Final(number, status),
        };
        await EnqueueAsync(other with { GroupKey = "g" }, Waiting(5, group: "g"));
        (await ClaimAsync(10)).Count.ShouldBe(holds ? 0 : 1);
    }

    [Fact]
    public async Task Claims_beside_each_other_share_nothing_and_keep_groups_in_order()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 120).Select(n => Waiting(n, $"org {n % 3}", group: n % 2 == 0 ? null : $"g{n % 4}"))]);
        var taken = new List<Guid>();
        var underWay = new HashSet<(string, string)>();
        var done = new Dictionary<(string, string), Guid>();
        while (taken.Count < 120)
        {
            var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimAsync(7)));
            foreach (var row in claims.SelectMany(rows => rows))
            {
                taken.ShouldNotContain(row.Id);
                taken.Add(row.Id);
                if (row.GroupKey is { } group)
                {
                    underWay.Add((row.OrgId, group)).ShouldBeTrue("one at a time");
                    done.GetValueOrDefault((row.OrgId, group)).CompareTo(row.Id).ShouldBeLessThan(0, "in order");
                    done[(row.OrgId, group)] = row.Id;
                }
            }

            underWay.Clear();
            await Task.WhenAll(claims.SelectMany(rows => rows).Select(EndAsync));
        }

        async Task EndAsync(ToolExecution row)
        {
            (await Ledger.DispatchAsync(row.Id, row.Fence, Start, Lease, Ct)).ShouldBeTrue();
            (await Ledger.CompleteAsync(Completion(row), Ct)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Nothing_is_dispatched_with_an_older_fence()
    {
        await EnqueueAsync(Waiting(1));
        var row = (await ClaimAsync(1))[0];
        (await Ledger.DispatchAsync(row.Id, row.Fence - 1, Start, Lease, Ct)).ShouldBeFalse();
        (await Ledger.GetAsync(row.Id, Ct))!.DispatchedAt.ShouldBeNull();
        (await Ledger.DispatchAsync(row.Id, row.Fence, Start, Lease, Ct)).ShouldBeTrue();
        (await Ledger.GetAsync(row.Id, Ct))!.DispatchedAt.ShouldBe(Start);
        (await Ledger.DispatchAsync(Id(2), 1, Start, Lease, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_handed_back_waits_again()
    {
        await EnqueueAsync(Waiting(1), Waiting(2), Waiting(3));
        var rows = (await ClaimAsync(3)).OrderBy(row => row.Id).ToList();
        await Ledger.DispatchAsync(rows[1].Id, rows[1].Fence, Start, Lease, Ct);
        (await Ledger.HandBackAsync(
            [
                new() { Id = rows[0].Id, Fence = rows[0].Fence, Failures = 0, Attempts = 0 },
                new() { Id = rows[1].Id, Fence = rows[1].Fence, Failures = 2, Attempts = 3, NotBefore = Start.AddSeconds(9), Reason = "rate_limited", Error = Utf8("{}") },
                new() { Id = rows[2].Id, Fence = rows[2].Fence - 1, Failures = 0, Attempts = 0 },
            ],
            Ct)).ShouldBe(2);

        ShouldBeSame(await Ledger.GetAsync(Id(1), Ct), Waiting(1) with { Fence = 1, StartedAt = Start });
        ShouldBeSame(await Ledger.GetAsync(Id(2), Ct), Waiting(2) with
        {
            Status = ExecutionStatus.Deferred, Fence = 1, StartedAt = Start, NotBefore = Start.AddSeconds(9), HoldReason = "rate_limited", Failures = 2, Attempts = 3, Error = Utf8("{}"),
        });
        (await Ledger.GetAsync(Id(3), Ct))!.Status.ShouldBe(ExecutionStatus.Running);
        (await Ledger.CompleteAsync(Completion(rows[1]), Ct)).ShouldBeFalse();
        (await ClaimAsync(3)).ShouldHaveSingleItem().Fence.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_deferred_is_queued_at_its_time_and_not_before()
    {
        await EnqueueAsync(Deferred(1, TimeSpan.FromSeconds(2)), Deferred(2, TimeSpan.FromSeconds(1)), Deferred(3, TimeSpan.FromSeconds(9)));
        (await Ledger.ReleaseAsync(Start, 10, Ct)).ShouldBe(0);
        (await Ledger.ReleaseAsync(Start.AddSeconds(2), 1, Ct)).ShouldBe(1);
        ShouldBeSame(await Ledger.GetAsync(Id(2), Ct), Deferred(2, TimeSpan.FromSeconds(1)) with { Status = ExecutionStatus.Queued, HoldReason = null });
        (await Ledger.ReleaseAsync(Start.AddSeconds(2), 10, Ct)).ShouldBe(1);
        (await Ledger.GetAsync(Id(3), Ct))!.Status.ShouldBe(ExecutionStatus.Deferred);
    }

    [Fact]
    public async Task What_waits_past_its_deadline_expires_and_its_input_goes()
    {
        await EnqueueAsync(
            Waiting(1) with { DeadlineAt = Start }, Deferred(2, TimeSpan.FromHours(1)) with { DeadlineAt = Start }, Waiting(3) with { DeadlineAt = Start.AddSeconds(1) },
            Waiting(4), Running(5) with { DeadlineAt = Start });
        (await Ledger.ExpireAsync(Start, 10, Ct)).ShouldBe(2);
        foreach (var id in new[] { Id(1), Id(2) })
        {
            var row = (await Ledger.GetAsync(id, Ct))!;
            row.Status.ShouldBe(ExecutionStatus.Expired);
            row.CompletedAt.ShouldBe(Start);
            row.Error.ToArray().ShouldBe(Orphans.TooLate);
            (await Ledger.GetSealedAsync(id, SealedKind.Input, Ct)).ShouldBeNull();
        }

        (await Ledger.GetAsync(Id(3), Ct))!.Status.ShouldBe(ExecutionStatus.Queued);
        (await Ledger.GetAsync(Id(5), Ct))!.Status.ShouldBe(ExecutionStatus.Running);
        (await ClaimAsync(10)).Select(row => row.Id).ShouldBe([Id(3), Id(4)], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_what_was_not_dispatched_can_be_cancelled()
    {
        await EnqueueAsync(Waiting(1), Waiting(2), Deferred(3, TimeSpan.FromHours(1)), Running(4), Final(5, ExecutionStatus.InDoubt), Final(6, ExecutionStatus.Failed));
        var running = (await ClaimAsync(1))[0];
        foreach (var (number, may) in new[] { (1, true), (2, true), (3, true), (4, false), (5, false), (6, false), (7, false) })
        {
            (await Ledger.CancelAsync(Id(number), Start, Ct)).ShouldBe(may, $"{number}");
        }

        (await Ledger.DispatchAsync(running.Id, running.Fence, Start, Lease, Ct)).ShouldBeFalse("it was stopped under its worker's hands");
        (await Ledger.GetAsync(Id(1), Ct))!.Status.ShouldBe(ExecutionStatus.Cancelled);
        (await Ledger.GetSealedAsync(Id(1), SealedKind.Input, Ct)).ShouldBeNull();
        (await Ledger.GetAsync(Id(4), Ct))!.Status.ShouldBe(ExecutionStatus.Running);
    }

    private protected static JobClaim Claim(int most, IReadOnlyDictionary<ConnectionName, int>? rooms = null, JobCursor cursor = default, int mostPerConnection = 100, TimeSpan? lease = null) => new()
    {
        Now = Start,
        Most = most,
        MostPerConnection = mostPerConnection,
        Rooms = rooms ?? new Dictionary<ConnectionName, int>(),
        Lease = lease ?? Lease,
        Cursor = cursor,
    };

    private async Task<IReadOnlyList<ToolExecution>> ClaimAsync(int most, int mostPerConnection = 100, TimeSpan? lease = null) =>
        (await Ledger.ClaimAsync(Claim(most, mostPerConnection: mostPerConnection, lease: lease), Ct)).Rows;

    /// <summary>Inserts rows with their sealed inputs, in their order.</summary>
    private async Task EnqueueAsync(params ToolExecution[] rows)
    {
        var results = await Ledger.BeginAllAsync([.. rows.Select(row => new LedgerEntry { Row = row, Input = Payload(row.Id, SealedKind.Input) })], Ct);
        results.ShouldAllBe(result => result.IsWritten);
    }
}

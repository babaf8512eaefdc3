using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Tests.Ledger;

public sealed class TransitionsTests
{
    /// <summary>Every move that there is: from, what happens, to, and whether it needs bytes sent, none sent, or neither.</summary>
    private const string Law = """
        awaiting_approval Approve queued            any
        awaiting_approval Refuse  refused           any
        awaiting_approval Cancel  cancelled         any
        awaiting_approval Expire  expired           any
        deferred          Requeue queued            any
        deferred          Cancel  cancelled         any
        deferred          Expire  expired           any
        queued            Cancel  cancelled         any
        queued            Expire  expired           any
        queued            Claim   running           any
        queued            Defer   deferred          any
        running           Complete completed        sent
        running           Doubt   in_doubt          sent
        running           Fail    failed            any
        running           Requeue queued            any
        running           Defer   deferred          any
        running           Refuse  refused           unsent
        running           Cancel  cancelled         unsent
        running           Expire  expired           unsent
        in_doubt          Complete completed        any
        in_doubt          Fail    failed            any
        in_doubt          Claim   running           any
        failed            Retry   queued            any
        """;

    private static readonly Dictionary<(ExecutionStatus, Transition, bool), ExecutionStatus> Allowed =
        Law.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).SelectMany(
            l => ((bool[])[false, true]).Where(sent => l[3] == "any" || sent == (l[3] == "sent")),
            (l, sent) => (Key: (ExecutionStatuses.Parse(l[0])!.Value, Enum.Parse<Transition>(l[1]), sent), To: ExecutionStatuses.Parse(l[2])!.Value))
            .ToDictionary(m => m.Key, m => m.To);

    [Fact]
    public void Every_state_moves_only_as_the_law_says()
    {
        foreach (var from in Enum.GetValues<ExecutionStatus>())
        {
            foreach (var transition in Enum.GetValues<Transition>())
            {
                foreach (var dispatched in (bool[])[false, true])
                {
                    ExecutionStatus? expected = Allowed.TryGetValue((from, transition, dispatched), out var to) ? to : null;
                    Transitions.Next(from, transition, dispatched).ShouldBe(expected, $"{from} {transition} dispatched={dispatched}");
                }
            }
        }
    }

    [Fact]
    public void Final_means_that_nothing_but_a_person_moves_it_on()
    {
        foreach (var status in Enum.GetValues<ExecutionStatus>())
        {
            var moves = Allowed.Keys.Any(k => k.Item1 == status && k.Item2 != Transition.Retry);
            Transitions.IsFinal(status).ShouldBe(!moves, $"{status}");
        }
    }

    [Fact]
    public void What_is_uncertain_is_never_sent_again_by_itself() =>
        Allowed.Where(m => m.Key.Item1 == ExecutionStatus.InDoubt).Select(m => m.Value)
            .ShouldNotContain(s => s == ExecutionStatus.Queued || s == ExecutionStatus.Deferred);

    [Fact]
    public void No_row_begins_in_doubt() =>
        Enum.GetValues<ExecutionStatus>().Where(s => !Transitions.MayBeginAs(s)).ShouldBe([ExecutionStatus.InDoubt]);
}

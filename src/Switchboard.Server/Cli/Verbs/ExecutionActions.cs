using System.CommandLine;
using Switchboard.Calls;
using Switchboard.Pipeline;

namespace Switchboard.Server.Cli.Verbs;

/// <summary>What a person does about one call: <c>executions cancel</c>, <c>retry</c>, <c>resolve</c>.</summary>
internal static class ExecutionActions
{
    private const string Happened = "happened";
    private const string DidNotHappen = "did-not-happen";

    /// <summary>Makes the commands.</summary>
    public static IEnumerable<Command> Create(CommandLine commands)
    {
        yield return Act(commands, "cancel", "Stop a call that waits; what was sent cannot be stopped.", static (gateway, id, ct) => gateway.CancelAsync(id, ct));
        yield return Act(commands, "retry", "Queue a failed call again, from its kept input; `switchboard work` sends it.", static (gateway, id, ct) => gateway.RetryAsync(id, ct));
        yield return Resolve(commands);
    }

    private static Command Act(CommandLine commands, string name, string description, Func<Gateway, Guid, CancellationToken, Task<Outcome>> act)
    {
        var id = new Argument<string>("ID") { Description = "Id of the call." };
        var command = new Command(name, description) { id };
        commands.Handle(command, session => RunAsync(session, session.Parsed.GetValue(id)!, act));
        return command;
    }

    private static Command Resolve(CommandLine commands)
    {
        var id = new Argument<string>("ID") { Description = "Id of the call." };
        var outcome = new Option<string>("--outcome") { Description = "What you found at the provider.", HelpName = $"{Happened}|{DidNotHappen}", Required = true };
        var reason = new Option<string>("--reason") { Description = "How you know; kept with the call.", HelpName = "TEXT", Required = true };
        var command = new Command("resolve", "Settle a call in doubt, after a look at the provider.") { id, outcome, reason };
        commands.Handle(command, session =>
        {
            var happened = session.Parsed.GetValue(outcome) switch
            {
                Happened => true,
                DidNotHappen => false,
                _ => throw new UsageException($"--outcome must be {Happened} or {DidNotHappen}."),
            };
            var why = session.Parsed.GetValue(reason)!.Trim();
            return why.Length == 0
                ? throw new UsageException("--reason must say how you know.")
                : RunAsync(session, session.Parsed.GetValue(id)!, (gateway, call, ct) => gateway.ResolveAsync(call, happened, why, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(Session session, string text, Func<Gateway, Guid, CancellationToken, Task<Outcome>> act)
    {
        var id = ExecutionFilters.Id(text, "ID");
        await using var host = session.OpenGateway();
        var missing = new NotFoundException($"There is no execution {id} in {session.Database.Url}.");
        if (!session.LedgerExists())
        {
            throw missing;
        }

        var outcome = await act(host.Gateway, id, session.Stopping).ConfigureAwait(false);
        if (outcome.Error?.Code == ErrorCode.NotFound)
        {
            throw missing;
        }

        CallVerb.Show(session, outcome);
        return outcome.Status is ExecutionStatus.Refused or ExecutionStatus.Expired ? ExitCodes.Of(outcome.Status, outcome.Error?.Code) : ExitCodes.Ok;
    }
}

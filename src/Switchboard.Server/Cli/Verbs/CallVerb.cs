using System.CommandLine;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Pipeline;
using Switchboard.Server.Cli.Json;
using Switchboard.Server.Cli.Rendering;
using Switchboard.Validation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>call</c>: one governed call.</summary>
internal static class CallVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var name = new Argument<string>("NAME") { Description = "Full name of the action, as gmail.send." };
        var input = new Option<string?>("--input") { Description = "JSON, @FILE, or - for standard input; at most 10 MB. Default: {}.", HelpName = "JSON|@FILE|-" };
        var org = new Option<string?>("--org") { Description = "Organisation. Default: default.", HelpName = "ORG" };
        var user = new Option<string?>("--user") { Description = "User on whose behalf.", HelpName = "USER" };
        var agent = new Option<string?>("--agent") { Description = "Agent that calls.", HelpName = "AGENT" };
        var run = new Option<string?>("--run") { Description = "Run it belongs to.", HelpName = "ID" };
        var key = new Option<string?>("--idempotency-key") { Description = "The same key and input give the stored result for 7 days.", HelpName = "KEY" };
        var queue = new QueueArguments();
        var command = new Command("call", "Make one call: governed, recorded, simulated unless you said live.") { name, input, org, user, agent, run, key };
        queue.AddTo(command);
        commands.Handle(command, session => queue.RunAsync(RunAsync, session, session.Parsed.GetValue(name)!, session.Parsed.GetValue(input), new CallOptions
        {
            Organisation = NotEmpty(session.Parsed.GetValue(org), "--org"),
            User = NotEmpty(session.Parsed.GetValue(user), "--user"),
            Agent = NotEmpty(session.Parsed.GetValue(agent), "--agent"),
            Run = session.Parsed.GetValue(run) is { } id ? ExecutionFilters.Id(id, "--run") : null,
            IdempotencyKey = NotEmpty(session.Parsed.GetValue(key), "--idempotency-key"),
        }));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string name, string? input, CallOptions options)
    {
        await using var host = session.OpenGateway();
        var gateway = host.Gateway;
        if (gateway.Connectors.FindAction(name, out _) is not { } found)
        {
            return Show(session, await gateway.CallAsync(name, default, options, session.Stopping).ConfigureAwait(false));
        }

        if (await InputReader.ReadAsync(input, session.Terminal, session.Stopping).ConfigureAwait(false) is not { } bytes)
        {
            return Show(session, TooLarge(gateway, found.Connector, found.Action));
        }

        var isSimulated = gateway.Connections.Get(found.Connector.Descriptor, options.Organisation ?? "default").Mode == ConnectorMode.Simulated;
        if (isSimulated)
        {
            await gateway.OpenAsync(session.Stopping).ConfigureAwait(false);
        }

        using var simulators = isSimulated
            ? await SimulatorSnapshot.HoldAsync(session.Database.SnapshotPath, TimeProvider.System, session.Stopping).ConfigureAwait(false)
            : null;
        simulators?.Load(gateway.Simulators, gateway.Keys);
        Outcome outcome;
        try
        {
            outcome = await gateway.CallAsync(found.Action.Descriptor.FullName, bytes, options, session.Stopping).ConfigureAwait(false);
        }
        catch (CallCancelledException e)
        {
            // Whoever stopped the call must know whether it may have happened.
            outcome = e.Outcome;
        }

        if (outcome.Attempts > 0)
        {
            simulators?.Save(gateway.Simulators, gateway.Keys);
        }

        return Show(session, outcome);
    }

    /// <summary>Prints an outcome; gives the exit code.</summary>
    internal static int Show(Session session, Outcome outcome)
    {
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, outcome);
        }
        else
        {
            OutcomePanel.Write(session.Terminal, outcome);
        }

        return session.Stopping.IsCancellationRequested ? session.StoppedExitCode : ExitCodes.Of(outcome.Status, outcome.Error?.Code);
    }

    private static Outcome TooLarge(Gateway gateway, ConnectorBinding connector, ActionBinding action) => new()
    {
        Connector = connector.Name,
        Action = action.Descriptor.Name,
        Mode = gateway.Connections.ModeOf(connector.Name),
        Status = ExecutionStatus.Refused,
        Error = new CallError(ErrorCode.TooLarge, $"The input has more than {StrictJson.MaxBytes} bytes, which is the most that is accepted."),
    };

    private static string? NotEmpty(string? value, string option) =>
        value is null || value.Trim().Length > 0 ? value : throw new UsageException($"{option} must not be empty.");
}

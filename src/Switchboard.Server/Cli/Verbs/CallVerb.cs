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
        var outcome = gateway.Connectors.FindAction(name, out _) is { } found
            ? await InputReader.ReadAsync(input, session.Terminal, session.Stopping).ConfigureAwait(false) is { } bytes
                ? await CallAsync(session, gateway, found.Connector, found.Action, bytes, options).ConfigureAwait(false)
                : TooLarge(gateway, found.Connector, found.Action)
            : await gateway.CallAsync(name, default, options, session.Stopping).ConfigureAwait(false);
        return Show(session, outcome) ? ExitCodes.Of(outcome.Status, outcome.Error?.Code) : session.StoppedExitCode;
    }

    /// <summary>Prints an outcome; false: a signal stopped the call.</summary>
    private static bool Show(Session session, Outcome outcome)
    {
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, LedgerItems.Of(outcome), CliJson.Default.CallDocument);
        }
        else
        {
            OutcomePanel.Write(session.Terminal, outcome);
        }

        return !session.Stopping.IsCancellationRequested;
    }

    private static async Task<Outcome> CallAsync(
        Session session, Gateway gateway, ConnectorBinding connector, ActionBinding action, ReadOnlyMemory<byte> input, CallOptions options)
    {
        var fullName = action.Descriptor.FullName;
        var organisation = options.Organisation ?? "default";
        if (gateway.Connections.Get(connector.Descriptor, organisation).Mode != ConnectorMode.Simulated)
        {
            return await ToEndAsync(gateway, fullName, input, options, session.Stopping).ConfigureAwait(false);
        }

        await gateway.OpenAsync(session.Stopping).ConfigureAwait(false);
        using var snapshot = await SimulatorSnapshot.HoldAsync(session.Database.SnapshotPath, TimeProvider.System, session.Stopping).ConfigureAwait(false);
        snapshot.Load(gateway.Simulators, gateway.Keys);
        var outcome = await ToEndAsync(gateway, fullName, input, options, session.Stopping).ConfigureAwait(false);
        if (outcome.Attempts > 0)
        {
            snapshot.Save(gateway.Simulators, gateway.Keys);
        }

        return outcome;
    }

    // Whoever stopped the call must know whether it may have happened.
    private static async Task<Outcome> ToEndAsync(
        Gateway gateway, string fullName, ReadOnlyMemory<byte> input, CallOptions options, CancellationToken ct)
    {
        try
        {
            return await gateway.CallAsync(fullName, input, options, ct).ConfigureAwait(false);
        }
        catch (CallCancelledException e)
        {
            return e.Outcome;
        }
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

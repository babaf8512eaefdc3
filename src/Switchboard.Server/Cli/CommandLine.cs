using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;
using Switchboard.Server.Cli.Verbs;

namespace Switchboard.Server.Cli;

/// <summary>The command <c>switchboard</c>: its verbs, and what an error becomes.</summary>
internal sealed class CommandLine(Terminal terminal, ProcessSignals signals)
{
    // A value that begins with @ is a file of ours, not a file of more arguments.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private static readonly (string Name, Func<CommandLine, Command> Create)[] Verbs =
    [
        ("demo", DemoVerb.Create),
        ("call", CallVerb.Create),
        ("connectors", ConnectorsVerb.Create),
        ("actions", ActionsVerb.Create),
        ("executions", ExecutionsVerb.Create),
        ("runs", RunsVerb.Create),
        ("work", WorkVerb.Create),
        ("simulate", SimulateVerb.Create),
        ("db", DbVerb.Create),
    ];

    /// <summary>Runs one command; gives its exit code.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        var isJson = args.Contains("--json");
        try
        {
            var parsed = Build(args).Parse(args, Parsing);
            if (parsed.Action is ParseErrorAction)
            {
                return Fail(isJson, ExitCodes.Usage, ErrorCode.InvalidInput, UsageErrors.Describe(parsed));
            }

            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            };
            return await parsed.InvokeAsync(configuration, signals.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
        {
            return signals.IsInterrupted ? ExitCodes.Interrupted : ExitCodes.Terminated;
        }
        catch (Exception e)
        {
            return Fail(isJson, e);
        }
    }

    /// <summary>Gives a command what it does.</summary>
    public void Handle(Command command, Func<Session, Task<int>> run) =>
        command.SetAction((parsed, ct) => run(new Session(terminal, parsed, signals, ct)));

    // A command line that begins with a verb needs no other verb; help and mistakes need all.
    private RootCommand Build(string[] args)
    {
        var asked = Array.Find(Verbs, verb => args.Length > 0 && verb.Name == args[0]).Name;
        var root = new RootCommand("Switchboard: a connector gateway for AI agents. Simulated unless you say otherwise; every call leaves a row.")
        {
            GlobalOptions.Database,
            GlobalOptions.Json,
            GlobalOptions.Verbose,
        };
        foreach (var (name, create) in Verbs)
        {
            if (asked is null || asked == name)
            {
                root.Add(create(this));
            }
        }

        root.SetAction(static parsed => new HelpAction().Invoke(parsed));
        return root;
    }

    private int Fail(bool isJson, Exception exception) => exception switch
    {
        UsageException usage => Fail(isJson, ExitCodes.Usage, usage.Code, usage.Message),
        InvalidCursorException => Fail(isJson, ExitCodes.Usage, ErrorCode.InvalidInput, "--cursor must be the nextCursor of a page of the same list."),
        StartException => Fail(isJson, ExitCodes.Usage, ErrorCode.InvalidInput, exception.Message),
        NotFoundException => Fail(isJson, ExitCodes.NoRow, ErrorCode.NotFound, exception.Message),
        LedgerException => Fail(isJson, ExitCodes.NoRow, ErrorCode.LedgerUnavailable, exception.Message),
        _ => Fail(isJson, ExitCodes.NoRow, ErrorCode.Internal, $"This is a bug of Switchboard: {exception.GetType().Name}: {exception.Message}", exception),
    };

    private int Fail(bool isJson, int exitCode, ErrorCode code, string message, Exception? bug = null)
    {
        terminal.Say("switchboard: " + message);
        if (bug is not null && DebugLog.IsAskedFor)
        {
            terminal.Say(bug.ToString());
        }

        if (isJson)
        {
            Json.JsonOutput.Write(terminal, new Json.ErrorDocument(new Json.ErrorItem(ErrorCodes.ToText(code), message)), Json.CliJson.Default.ErrorDocument);
        }

        return exitCode;
    }
}

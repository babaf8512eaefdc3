using System.CommandLine;
using Switchboard.Pipeline;
using Switchboard.Sqlite;

namespace Switchboard.Server.Cli;

/// <summary>One run of one verb: what was asked for, and what it may use.</summary>
internal sealed class Session(Terminal terminal, ParseResult parsed, ProcessSignals signals, CancellationToken stopping)
{
    private readonly Lazy<ProcessSettings> _settings = new(static () => new ProcessSettings());

    /// <summary>The standard streams.</summary>
    public Terminal Terminal => terminal;

    /// <summary>The command line.</summary>
    public ParseResult Parsed => parsed;

    /// <summary>Cancelled by Ctrl-C and SIGTERM.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Settings of this process.</summary>
    public ProcessSettings Settings => _settings.Value;

    /// <summary>Whether one JSON document is wanted.</summary>
    public bool IsJson => parsed.GetValue(GlobalOptions.Json);

    /// <summary>Whether a database was named by option.</summary>
    public bool HasDatabaseOption => parsed.GetValue(GlobalOptions.Database) is not null;

    /// <summary>Where the ledger is.</summary>
    public DatabaseAddress Database => field ??= DatabaseAddress.Read(parsed.GetValue(GlobalOptions.Database), Settings);

    /// <summary>The exit code of a verb that a signal stopped.</summary>
    public int StoppedExitCode => signals.IsInterrupted ? ExitCodes.Interrupted : ExitCodes.Terminated;

    /// <summary>Whether there is a ledger to read; a reader makes none, and says so.</summary>
    public bool LedgerExists()
    {
        if (Database.Exists)
        {
            return true;
        }

        terminal.Say($"There is no ledger at {Database.Url} yet. `switchboard demo` or `switchboard call` makes one.");
        return false;
    }

    /// <summary>Makes a gateway on the ledger, which it opens when first used.</summary>
    /// <param name="configure">What this verb sets.</param>
    /// <param name="database">Ledger; null: the one named by option and environment.</param>
    public GatewayHost OpenGateway(Action<GatewayOptions>? configure = null, DatabaseAddress? database = null)
    {
        var options = new GatewayOptions { Setting = Settings.Get };
        configure?.Invoke(options);
        var isVerbose = parsed.GetValue(GlobalOptions.Verbose) || DebugLog.IsAskedFor;
        var log = new DebugLog(terminal, isVerbose ? LogLevel.Debug : LogLevel.Warning);
        var ledger = new SqliteLedger(new SqliteLedgerOptions { Path = (database ?? Database).Path }, options.MachineTime);
        return new GatewayHost(new Gateway(ledger, options, ConnectorRegistration.All, log.CreateLogger(nameof(Gateway))));
    }
}

using Microsoft.Extensions.Logging;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;
using Switchboard.Orchestration;
using Switchboard.Simulation;

namespace Switchboard.Pipeline;

/// <summary>The gateway: every call of every connector goes through it. One a process, thread-safe.</summary>
public sealed partial class Gateway : IAsyncDisposable
{
    private readonly ILedger _ledger;
    private readonly GatewayOptions _options;
    private readonly ExecutionIds _ids;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile Opened? _opened;

    internal Gateway(ILedger ledger, GatewayOptions options, IEnumerable<ConnectorBinding> connectors, ILogger logger)
    {
        options.Check();
        var setting = options.Setting ?? (name => Environment.GetEnvironmentVariable(name.Replace(":", "__", StringComparison.Ordinal)));
        (_ledger, _options, _logger) = (ledger, options, logger);
        _ids = new ExecutionIds(options.IsSeededThroughout ? Chance.Seeded((int)options.Seed) : Chance.System);
        Toggle = options.Mode is { } mode ? new Toggle(mode, true, setting("DOTNET_ENVIRONMENT")) : Toggle.Read(setting);
        Connectors = new ConnectorRegistry(connectors);
        Connections = new ConnectionDirectory(Toggle, options.Mode is null ? setting : WithoutModes(setting));
        foreach (var connector in Connectors.All)
        {
            Connections.ModeOf(connector.Name);
        }

        Simulators = new SimulatorHost(options.Seed, options.Time) { OnCreated = options.OnSimulatorCreated };
        Ledger = new LedgerReader(ledger);
        if (logger.IsEnabled(LogLevel.Information))
        {
            LogMode(Toggle.Mode.ToText(), Toggle.IsChosen ? "chosen" : "default", Toggle.Environment ?? "none");
        }
    }

    /// <summary>The connectors of this process.</summary>
    public ConnectorRegistry Connectors { get; }

    /// <summary>Who we are to each provider.</summary>
    public ConnectionDirectory Connections { get; }

    /// <summary>Whether this process is simulated or live.</summary>
    public Toggle Toggle { get; }

    /// <summary>The simulators of this process.</summary>
    public SimulatorHost Simulators { get; }

    /// <summary>Reads the ledger; open first.</summary>
    public LedgerReader Ledger { get; }

    /// <summary>Keys of the ledger; open first.</summary>
    internal KeyRing Keys => _ledger.Keys;

    /// <summary>A typed, governed connector by the interface of its contract.</summary>
    /// <exception cref="ArgumentException">No connector of this process has that contract.</exception>
    public T Get<T>()
        where T : class =>
        (T)(Connectors.All.FirstOrDefault(connector => connector.Descriptor.Contract == typeof(T)) ?? throw new ArgumentException($"No connector has the contract {typeof(T).Name}."))
            .Proxy(this);

    /// <summary>Opens the ledger, which the first call does otherwise.</summary>
    /// <exception cref="LedgerException">It cannot be used; the message says what to do.</exception>
    public Task OpenAsync(CancellationToken ct = default) => _opened is null ? OpenOnceAsync(ct) : Task.CompletedTask;

    /// <summary>Begins a run: calls inside it carry its id until it is disposed. Its row commits with its first call.</summary>
    /// <param name="agent">Agent that runs.</param>
    /// <param name="userId">User on whose behalf; null: none.</param>
    /// <param name="intent">What it is for.</param>
    /// <param name="options">What its calls inherit.</param>
    public AgentRun BeginRun(string agent, string? userId, string intent, CallOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(agent);
        ArgumentException.ThrowIfNullOrWhiteSpace(intent);
        OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        return _opened!.Runs.Begin(agent, userId, intent, (options ?? CallOptions.None) with { Agent = agent, User = userId });
    }

    /// <summary>Calls an action by full name with JSON. Errors are outcomes; only bugs and cancellation throw.</summary>
    public Task<Outcome> CallAsync(string fullName, ReadOnlyMemory<byte> input, CallOptions? options = null, CancellationToken ct = default)
    {
        if (Connectors.FindAction(fullName, out var error) is { } found)
        {
            return CallAsync(found.Connector, found.Action, input, options ?? CallOptions.None, null, ct);
        }

        var dot = fullName.IndexOf('.');
        return Task.FromResult(NoRow(dot < 0 ? fullName : fullName[..dot], dot < 0 ? "" : fullName[(dot + 1)..], error!));
    }

    /// <summary>Calls an action with its record: what the typed proxies do.</summary>
    /// <exception cref="ConnectorException">The call did not complete.</exception>
    public Task<TOutput> CallAsync<TInput, TOutput>(ConnectorBinding connector, ActionBinding<TInput, TOutput> action, TInput input, CancellationToken ct)
        where TInput : class
        where TOutput : class =>
        CallAsync(connector, action, input, CallOptions.None, null, ct);

    /// <summary>Ends what runs and closes the ledger.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_opened is { } opened)
        {
            await opened.Runs.DisposeAsync().ConfigureAwait(false);
            opened.Channels.Dispose();
        }

        await _ledger.DisposeAsync().ConfigureAwait(false);
    }

    internal async Task<TOutput> CallAsync<TInput, TOutput>(
        ConnectorBinding connector, ActionBinding<TInput, TOutput> action, TInput input, CallOptions options, Connection? connection, CancellationToken ct)
        where TInput : class
        where TOutput : class
    {
        ArgumentNullException.ThrowIfNull(input);
        await OpenAsync(ct).ConfigureAwait(false);
        var opened = _opened!;
        using var call = Submit(opened, connector, action, options, connection, wantsJson: false, RunLink.None);
        var result = await RunAsync(opened, call, call.Accept(input), ct).ConfigureAwait(false);
        return result.Output as TOutput ?? throw new ConnectorException(result.Outcome);
    }

    internal async Task<Outcome> CallAsync(
        ConnectorBinding connector, ActionBinding action, ReadOnlyMemory<byte> input, CallOptions options, Connection? connection, CancellationToken ct)
    {
        var link = RunLink.None;
        try
        {
            await OpenAsync(ct).ConfigureAwait(false);
            link = await LinkAsync(options, ct).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            return NoRow(connector.Name, action.Descriptor.Name, new CallError(ErrorCode.LedgerUnavailable, e.Message) { Retryable = true });
        }

        var opened = _opened!;
        using var call = Submit(opened, connector, action, options, connection, wantsJson: true, link);
        var invalid = call.Accept(input, out var isGarbage);
        if (invalid is not null && isGarbage)
        {
            return NoRow(connector.Name, action.Descriptor.Name, invalid);
        }

        return (await RunAsync(opened, call, invalid, ct).ConfigureAwait(false)).Outcome;
    }

    private static Func<string, string?> WithoutModes(Func<string, string?> setting) =>
        name => name.EndsWith(":Mode", StringComparison.Ordinal) ? null : setting(name);

    private static async ValueTask<CallResult> RunAsync(Opened opened, Submission call, CallError? invalid, CancellationToken ct)
    {
        CallResult result;
        try
        {
            result = await opened.Pipeline.RunAsync(call, invalid, ct).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            return opened.Recorder.LedgerUnavailable(call, e);
        }

        return result.IsCancelledByCaller ? throw new CallCancelledException(result.Outcome, ct) : result;
    }

    private Submission Submit(
        Opened opened, ConnectorBinding connector, ActionBinding action, CallOptions options, Connection? connection, bool wantsJson, RunLink link,
        QueueOptions? queue = null)
    {
        var run = options.Run is null ? AgentRun.Current : null;
        var inherited = run?.Options ?? CallOptions.None;
        var organisation = options.Organisation ?? inherited.Organisation ?? "default";
        connection ??= Connections.Get(connector.Descriptor, organisation, options.Connection ?? inherited.Connection ?? "default");
        var now = _options.Time.GetUtcNow();
        return new Submission
        {
            Id = _ids.Next(now),
            Action = action,
            Channel = opened.Channels.Get(connector, connection),
            Options = run is null ? options : options with
            {
                Agent = options.Agent ?? inherited.Agent,
                User = options.User ?? inherited.User,
                OnBusy = options.OnBusy ?? inherited.OnBusy,
            },
            Organisation = organisation,
            Run = run,
            RunLink = run is null ? link : RunLink.Known,
            QueuedAt = now,
            WantsJson = wantsJson,
            Queue = queue,
        };
    }

    private async ValueTask<RunLink> LinkAsync(CallOptions options, CancellationToken ct) => options.Run is not { } run
        ? RunLink.None
        : await _ledger.GetRunAsync(run, ct).ConfigureAwait(false) is null ? RunLink.Orphan : RunLink.Known;

    private Outcome NoRow(string connector, string action, CallError error) => new()
    {
        Connector = connector,
        Action = action,
        Mode = Toggle.Mode,
        Status = ExecutionStatus.Refused,
        Error = error,
    };

    internal async ValueTask<Opened> OpenedAsync(CancellationToken ct)
    {
        await OpenAsync(ct).ConfigureAwait(false);
        return _opened!;
    }

    private async Task OpenOnceAsync(CancellationToken ct)
    {
        await _opening.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            _opened ??= Opening(await _ledger.OpenAsync(migrate: true, ct).ConfigureAwait(false));
        }
        finally
        {
            _opening.Release();
        }
    }

    private Opened Opening(RecoveryReport report)
    {
        if (report != default)
        {
            LogRecovered(report.InDoubt, report.Failed, report.Requeued, report.AbandonedRuns);
        }

        var runs = new ActiveRuns(_ledger, _options.Time, _options.MachineTime, _ids, _logger);
        var channels = new ProviderChannels(_options, Simulators);
        var recorder = new CallRecorder(_ledger, runs, _options, _logger);
        var replay = new CallReplay(_ledger, recorder, _options.Time);
        var pipeline = new CallPipeline(new CallGate(_options.Time), replay, recorder, new CallExecutor(_options));
        return new Opened(pipeline, recorder, runs, channels, new ClaimedCalls(_ledger, Connectors, Connections, channels));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connectors are {Mode} ({Source}); environment {Environment}")]
    private partial void LogMode(string mode, string source, string environment);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recovered from processes that ended: {InDoubt} calls in doubt, {Failed} failed unsent, {Requeued} queued again, {Abandoned} runs abandoned")]
    private partial void LogRecovered(int inDoubt, int failed, int requeued, int abandoned);

    internal sealed record Opened(CallPipeline Pipeline, CallRecorder Recorder, ActiveRuns Runs, ProviderChannels Channels, ClaimedCalls Claimed);
}


namespace Switchboard.Server.Cli;

/// <summary>Logs to standard error: warnings always, debug lines when asked for.</summary>
internal sealed class DebugLog(Terminal terminal, LogLevel least) : ILoggerFactory
{
    /// <summary>Whether the environment asks for debug lines.</summary>
    public static bool IsAskedFor => Environment.GetEnvironmentVariable("SWITCHBOARD_LOG") is "debug" or "trace";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(terminal, least, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It has one sink, standard error.");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(Terminal terminal, LogLevel least, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                terminal.Say($"{Name(logLevel)} {category}: {formatter(state, exception)}");
            }
        }

        private static string Name(LogLevel level) => level switch
        {
            LogLevel.Trace or LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warning",
            _ => "error",
        };
    }
}

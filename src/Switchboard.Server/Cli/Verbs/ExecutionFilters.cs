using System.CommandLine;
using System.Globalization;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Pipeline;
using Switchboard.Validation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary>The filters of <c>executions</c>.</summary>
internal sealed class ExecutionFilters(string limitMeaning)
{
    private const int MostRows = 1000;

    private readonly Option<string?> _status = new("--status") { Description = "Only this status: " + string.Join(", ", ExecutionStatuses.All) + ".", HelpName = "STATUS" };
    private readonly Option<string?> _connector = new("--connector") { Description = "Only this connector; name or alias.", HelpName = "NAME" };
    private readonly Option<string?> _action = new("--action") { Description = "Only this action: sendSms, or twilio.sendSms.", HelpName = "NAME" };
    private readonly Option<string?> _run = new("--run") { Description = "Only calls of this run.", HelpName = "ID" };
    private readonly Option<string?> _since = new("--since") { Description = "Only calls accepted since: a time with offset, or as 90s, 15m, 2h, 7d.", HelpName = "TIME" };
    private readonly Option<string?> _limit = new("--limit") { Description = limitMeaning, HelpName = "N" };
    private readonly Option<string?> _cursor = new("--cursor") { Description = "Where the page before ended: its nextCursor.", HelpName = "CURSOR" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command, bool hasCursor)
    {
        Option[] all = [_status, _connector, _action, _run, _since, _limit];
        foreach (var option in hasCursor ? [.. all, _cursor] : all)
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">A filter names nothing that exists.</exception>
    public ExecutionQuery Read(Session session, ConnectorRegistry connectors, int defaultLimit)
    {
        var parsed = session.Parsed;
        var connector = parsed.GetValue(_connector) is { } name ? ActionsVerb.Find(connectors, name).Name : null;
        var action = parsed.GetValue(_action);
        if (action is not null)
        {
            (connector, action) = Action(connectors, connector, action);
        }

        return new ExecutionQuery
        {
            Status = parsed.GetValue(_status) is { } status ? Status(status) : null,
            Connector = connector,
            Action = action,
            Run = parsed.GetValue(_run) is { } run ? Id(run, "--run") : null,
            Since = parsed.GetValue(_since) is { } since ? Since(since, TimeProvider.System) : null,
            Limit = Limit(parsed.GetValue(_limit), defaultLimit),
            Cursor = parsed.GetValue(_cursor),
        };
    }

    /// <summary>An id.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Guid Id(string text, string what) =>
        Guid.TryParse(text, out var id) ? id : throw new UsageException($"{what} must be an id, as 0199c3a0-7b1c-7000-8000-000000000001.");

    /// <summary>Rows a page.</summary>
    /// <exception cref="UsageException">It is no number, or out of range.</exception>
    public static int Limit(string? text, int otherwise) => text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostRows ? limit
        : throw new UsageException($"--limit must be a whole number from 1 to {MostRows}.");

    /// <summary>An instant, or how long ago.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static DateTimeOffset Since(string text, TimeProvider time)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count < 1e6)
        {
            TimeSpan? ago = char.ToLowerInvariant(text[^1]) switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' when count < 36500 => TimeSpan.FromDays(count),
                _ => null,
            };
            if (ago is { } span)
            {
                return time.GetUtcNow() - span;
            }
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UsageException("--since must be a time, as 2026-03-01T09:30:00Z, or how long ago, as 90s, 15m, 2h, 7d.");
    }

    private static ExecutionStatus Status(string text) => ExecutionStatuses.Parse(text.Replace('-', '_').ToLowerInvariant()) ?? throw new UsageException(
        $"There is no status '{(text.Length <= 60 ? text : text[..60] + "…")}'.{NearestNames.Suggest(text, ExecutionStatuses.All)} Known: {string.Join(", ", ExecutionStatuses.All)}.");

    private static (string? Connector, string Action) Action(ConnectorRegistry connectors, string? connector, string name)
    {
        if (name.Contains('.') || connector is not null)
        {
            var fullName = name.Contains('.') ? name : $"{connector}.{name}";
            return connectors.FindAction(fullName, out var error) is { } found
                ? connector is not null && connector != found.Connector.Name
                    ? throw new UsageException($"--action {found.Action.Descriptor.FullName} is no action of --connector {connector}.")
                    : (found.Connector.Name, found.Action.Descriptor.Name)
                : throw new UsageException(error!.Message, error.Code);
        }

        var named = connectors.All.Select(one => one.Find(name)).OfType<ActionBinding>().FirstOrDefault();
        return named is null
            ? throw new UsageException($"No connector has an action '{name}'.{NearestNames.Suggest(name, connectors.All.SelectMany(one => one.Descriptor.Actions).Select(one => one.Name).Distinct())}")
            : (null, named.Descriptor.Name);
    }
}

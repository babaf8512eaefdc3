using System.CommandLine;
using System.Globalization;
using Switchboard.Calls;
using Switchboard.Validation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary>What <c>call</c> takes to be queued instead of made at once.</summary>
internal sealed class QueueArguments
{
    private readonly Option<bool> _queue = new("--queue") { Description = "Accept it durably; `switchboard work` sends it." };
    private readonly Option<string?> _at = new("--at") { Description = "Queue it for a time with its offset, as 2026-03-01T09:30:00+01:00; a past time is due now.", HelpName = "TIME" };
    private readonly Option<string?> _onBusy = new("--on-busy") { Description = "When a limit or breaker holds it: fail at once, or defer it to a worker. Default: fail.", HelpName = "fail|defer" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_queue);
        command.Add(_at);
        command.Add(_onBusy);
    }

    /// <summary>Queues the call if that was asked for; else makes it.</summary>
    public Task<int> RunAsync(Func<Session, string, string?, CallOptions, Task<int>> call, Session session, string name, string? input, CallOptions options)
    {
        options = options with { OnBusy = OnBusyOf(session.Parsed.GetValue(_onBusy)) };
        var at = session.Parsed.GetValue(_at) is { } text ? Time(text, "--at") : (DateTimeOffset?)null;
        return at is null && !session.Parsed.GetValue(_queue)
            ? call(session, name, input, options)
            : EnqueueAsync(session, name, input, options, new QueueOptions { At = at });
    }

    /// <summary>An instant; without an offset it would mean another one elsewhere.</summary>
    /// <exception cref="UsageException">It is none, or has no offset.</exception>
    internal static DateTimeOffset Time(string text, string what)
    {
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':' && text.Contains('T'));
        return hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw new UsageException($"{what} must be a time with its offset, as 2026-03-01T09:30:00+01:00 or 2026-03-01T08:30:00Z.");
    }

    private static OnBusy? OnBusyOf(string? text) => text switch
    {
        null => null,
        "fail" => OnBusy.Fail,
        "defer" => OnBusy.Defer,
        _ => throw new UsageException($"--on-busy must be fail or defer.{NearestNames.Suggest(text, ["fail", "defer"])}"),
    };

    private static async Task<int> EnqueueAsync(Session session, string name, string? input, CallOptions options, QueueOptions queue)
    {
        await using var host = session.OpenGateway();
        var json = await InputReader.ReadAsync(input, session.Terminal, session.Stopping).ConfigureAwait(false)
            ?? throw new UsageException($"The input has more than {StrictJson.MaxBytes} bytes, which is the most that is accepted.", ErrorCode.TooLarge);
        var outcome = await host.Gateway.EnqueueAsync(name, json, queue, options, session.Stopping).ConfigureAwait(false);
        return CallVerb.Show(session, outcome);
    }
}

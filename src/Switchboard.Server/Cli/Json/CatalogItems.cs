using System.Text.Json;
using Switchboard.Catalog;
using Switchboard.Connections;
using Switchboard.Contracts;
using Switchboard.Pipeline;

namespace Switchboard.Server.Cli.Json;

/// <summary>The catalog as it is printed.</summary>
internal static class CatalogItems
{
    private static readonly GatewayOptions Defaults = new();

    /// <summary>A connector, with how this process would call it.</summary>
    public static ConnectorItem Of(ConnectorBinding binding, Gateway gateway, Func<string, string?> setting)
    {
        var connector = binding.Descriptor;
        var connection = gateway.Connections.Get(connector, "default");
        return new ConnectorItem(
            connector.Name,
            connector.Aliases,
            connector.Category,
            connector.Description,
            connection.Mode.ToText(),
            connection.BaseAddress.OriginalString.TrimEnd('/'),
            connector.ApiVersion,
            [.. connector.Credentials.DistinctBy(credential => credential.Name).Select(credential => Of(connector, credential, setting))],
            Metadata(connector, null),
            connector.ActionNames,
            connector.Triggers,
            connector.NotOffered.ToDictionary(missing => missing.Action, missing => missing.Reason));
    }

    /// <summary>An action, in a list.</summary>
    public static ActionItem Of(ActionDescriptor action) => new(
        action.FullName, action.Connector, action.Aliases, action.Description, Text(action.Effect), Text(action.Repeat));

    /// <summary>An action, whole.</summary>
    public static ActionDocument Of(ConnectorDescriptor connector, ActionDescriptor action) => new(
        action.FullName,
        action.Connector,
        action.Aliases,
        action.Description,
        Text(action.Effect),
        Text(action.Repeat),
        action.Repeat == Repeat.Keyed ? action.KeyWindow.TotalSeconds : null,
        JsonElement.Parse(action.InputSchema),
        JsonElement.Parse(action.OutputSchema),
        new MarksItem(Marks(action.InputMarks), Marks(action.OutputMarks)),
        connector.Triggers,
        Metadata(connector, action));

    /// <summary>The effect as it is written outside.</summary>
    public static string Text(Effect effect) => effect.ToString().ToLowerInvariant();

    /// <summary>The repeat class as it is written outside.</summary>
    public static string Text(Repeat repeat) => repeat.ToString().ToLowerInvariant();

    /// <summary>The environment variable of a connector's setting.</summary>
    public static string Variable(ConnectorDescriptor connector, string setting) =>
        ProcessSettings.Variable(ConnectionDirectory.SettingName(connector.Name, setting));

    /// <summary>Whether sends of an action, or of a connector, are capped a day.</summary>
    private static bool IsSend(ActionDescriptor? action) =>
        action is null || (action.Effect != Effect.Read && action.Name.StartsWith("send", StringComparison.Ordinal));

    private static CredentialItem Of(ConnectorDescriptor connector, CredentialDescriptor credential, Func<string, string?> setting)
    {
        var key = ConnectionDirectory.SettingName(connector.Name, "Credentials:" + credential.Name);
        return new CredentialItem(ProcessSettings.Variable(key), setting(key) is { Length: > 0 }, credential.Optional, credential.Set, credential.Description);
    }

    private static ConnectorMetadata Metadata(ConnectorDescriptor connector, ActionDescriptor? action)
    {
        var caps = IsSend(action) ? connector.SendCaps : [];
        var quiet = action is null || action.QuietHours ? connector.QuietHours : null;
        return new ConnectorMetadata(
            caps.Count == 0 ? null : caps[0].PerDay,
            [.. caps.Select(cap => new SendCapItem(cap.Plan, cap.PerDay))],
            quiet is null ? null : new QuietHoursItem(quiet.From.ToString("HH:mm"), quiet.Until.ToString("HH:mm")),
            Limits(connector, action),
            Retry,
            [.. connector.Credentials.Select(credential => credential.Name).Distinct()],
            action?.Scopes ?? connector.Scopes);
    }

    private static IReadOnlyList<RateLimitItem> Limits(ConnectorDescriptor connector, ActionDescriptor? action) => action is null
        ? [.. connector.RateLimits.Select(Of)]
        :
        [
            .. from cost in action.Costs
               from limit in connector.RateLimits
               where limit.Bucket == cost.Bucket
               select Of(limit) with { Units = cost.Units, Per = cost.Per },
        ];

    private static RateLimitItem Of(RateLimit limit) => new(limit.Bucket, limit.Amount, limit.Window.TotalSeconds, limit.Source);

    private static RetryItem Retry { get; } = new(
        Defaults.RetryDelays.Count,
        [.. Defaults.RetryDelays.Select(delay => (int)delay.TotalMilliseconds)],
        (int)Defaults.AttemptTimeout.TotalSeconds,
        (int)Defaults.TotalTimeout.TotalSeconds,
        Defaults.BreakerFailures,
        (int)Defaults.BreakerRest.TotalSeconds);

    private static Dictionary<string, string> Marks(FieldMarks marks)
    {
        var found = new Dictionary<string, string>();
        Collect(marks, "", found);
        return found;
    }

    private static void Collect(FieldMarks marks, string path, Dictionary<string, string> found)
    {
        if (marks.Mark != Mark.None)
        {
            found[path.Length == 0 ? "$" : path] = marks.Mark.ToString().ToLowerInvariant();
        }

        foreach (var (name, field) in marks.Fields)
        {
            Collect(field, path.Length == 0 ? name : $"{path}.{name}", found);
        }
    }
}

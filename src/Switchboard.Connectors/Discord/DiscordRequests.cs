using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Discord;

/// <summary>Reads requests as Discord does, and refuses them in its words.</summary>
internal static partial class DiscordRequests
{
    private static readonly string[] Kinds = ["everyone", "roles", "users"];

    /// <summary>Body of create message; or Discord's no.</summary>
    public static SimulatorReply? ReadMessage(SimulatorRequest request, string channelId, out DiscordDraft draft, out bool isNonceEnforced)
    {
        (draft, isNonceEnforced) = (new DiscordDraft(channelId, "", false, [], []), false);
        if (Body(request, out var wrong) is not { } body)
        {
            return wrong;
        }

        var content = (Text(body, "content") ?? "").Trim();
        var nonce = Text(body, "nonce");
        if (DiscordChecks.CountCharacters(content) > DiscordChecks.MaxContent)
        {
            return DiscordReplies.Invalid("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.");
        }

        if (nonce?.Length > 25)
        {
            return DiscordReplies.Invalid("nonce", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        }

        if (content.Length == 0)
        {
            return DiscordReplies.Error(400, 50006, "Cannot send an empty message");
        }

        var allowed = body.TryGetProperty("allowed_mentions", out var given) && given.ValueKind == JsonValueKind.Object ? given : (JsonElement?)null;
        var parse = allowed is { } mentions ? Texts(mentions, "parse") : Kinds;
        for (var i = 0; i < parse.Length; i++)
        {
            if (!Kinds.Contains(parse[i]))
            {
                return DiscordReplies.Invalid($"allowed_mentions.parse.{i}", "BASE_TYPE_CHOICES", "Value must be one of {'everyone', 'roles', 'users'}.");
            }
        }

        isNonceEnforced = Text(body, "enforce_nonce") is "True" or "true";
        draft = new DiscordDraft(
            channelId,
            content,
            parse.Contains("everyone") && Everyone().IsMatch(content),
            Named(User(), content, parse.Contains("users"), allowed, "users"),
            Named(Role(), content, parse.Contains("roles"), allowed, "roles"),
            Text(body, "tts") is "True" or "true",
            nonce);
        return null;
    }

    /// <summary>A page of messages: after, before or around an id; or Discord's no.</summary>
    public static SimulatorReply? Page(FormFields query, List<StoredMessage> all, out List<StoredMessage> page)
    {
        page = [];
        var limit = 50;
        if (query["limit"] is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
        {
            return DiscordReplies.Invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
        }

        foreach (var name in (ReadOnlySpan<string>)["before", "after", "around"])
        {
            if (query[name] is { } id && DiscordSeed.MadeAt(id) is null)
            {
                return DiscordReplies.NotSnowflake(name, id);
            }
        }

        var (before, after, around) = (query["before"], query["after"], query["around"]);
        page = before is not null ? [.. all.Where(message => DiscordServer.Number(message.Id) < DiscordServer.Number(before)).Take(limit)]
            : after is not null ? [.. all.Where(message => DiscordServer.Number(message.Id) > DiscordServer.Number(after)).TakeLast(limit)]
            : around is not null ? Around(all, DiscordServer.Number(around), limit)
            : [.. all.Take(limit)];
        return null;
    }

    private static List<StoredMessage> Around(List<StoredMessage> all, ulong id, int limit)
    {
        var older = all.FindIndex(message => DiscordServer.Number(message.Id) <= id);
        var start = Math.Max((older < 0 ? all.Count : older) - (limit / 2), 0);
        return [.. all.Skip(start).Take(limit)];
    }

    private static JsonElement? Body(SimulatorRequest request, out SimulatorReply? wrong)
    {
        wrong = null;
        var type = request.Header("Content-Type")?.Split(';')[0].Trim();
        if (type == "application/x-www-form-urlencoded")
        {
            var form = request.Form().All.GroupBy(field => field.Key).ToDictionary(field => field.Key, field => field.First().Value);
            return JsonSerializer.SerializeToElement(form, SimulatedFormJson.Default.DictionaryStringString);
        }

        if (type != "application/json")
        {
            wrong = DiscordReplies.Error(400, 50035, "Invalid Form Body");
            return null;
        }

        if (request.Json() is { ValueKind: JsonValueKind.Object } body)
        {
            return body;
        }

        wrong = DiscordReplies.Error(400, 50109, "The request body contains invalid JSON.");
        return null;
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static string[] Texts(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.ToString())] : [];

    private static string[] Named(Regex pattern, string content, bool allOfThem, JsonElement? allowed, string name)
    {
        var listed = allowed is { } mentions ? Texts(mentions, name) : [];
        return [.. pattern.Matches(content).Select(match => match.Groups[1].Value).Where(id => allOfThem || listed.Contains(id)).Distinct()];
    }

    [GeneratedRegex("@(everyone|here)")]
    private static partial Regex Everyone();

    [GeneratedRegex("<@!?([0-9]{1,20})>")]
    private static partial Regex User();

    [GeneratedRegex("<@&([0-9]{1,20})>")]
    private static partial Regex Role();
}

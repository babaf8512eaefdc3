using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Discord;

/// <summary>What Discord's answers say about the effect.</summary>
/// <remarks>
/// 10,000 answers of 401, 403 or 429 within 10 minutes ban an address for all its bots. So none of them is tried again
/// within a call: a 429 says when to come back, the others need somebody.
/// </remarks>
internal static class DiscordFaults
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>An answer that is no success as fault. Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes</summary>
    public static ProviderException Of(ProviderResponse response, DateTimeOffset now)
    {
        var error = response.TryRead(DiscordWireJson.Default.WireError);
        var code = error?.Code is { } number and not 0 ? number.ToString(CultureInfo.InvariantCulture) : null;
        var exception = response.ToException(now, code, error is null ? null : Describe(error));

        // Write limits and "resource is being rate limited", whatever the status.
        var isLimit = (int)response.Status == 429 || code is "20016" or "20028" or "20029" or "40062";
        return isLimit
            ? new ProviderException(exception.Fault with
            {
                Verdict = Verdict.NotSent,
                Code = ErrorCode.RateLimited,
                ProviderCode = code ?? response.Header("X-RateLimit-Scope") ?? exception.Fault.ProviderCode,
                RetryAfter = Wait(error?.RetryAfter) ?? exception.Fault.RetryAfter,
            })
            : exception;
    }

    /// <summary>Discord's words, and each field's own.</summary>
    public static string Describe(WireError error)
    {
        var text = new StringBuilder(error.Message?.TrimEnd('.') ?? "no message");
        if (error.Errors is { ValueKind: JsonValueKind.Object } fields)
        {
            Append(text, "", fields);
        }

        return text.Append('.').ToString();
    }

    // {"embeds":{"0":{"title":{"_errors":[{"code":"…","message":"…"}]}}}}: as deep as the request was.
    private static void Append(StringBuilder text, string path, JsonElement errors)
    {
        foreach (var member in errors.EnumerateObject())
        {
            if (member is { Name: "_errors", Value.ValueKind: JsonValueKind.Array })
            {
                foreach (var item in member.Value.EnumerateArray())
                {
                    text.Append("; ").Append(path.Length == 0 ? "request" : path).Append(": ").Append(Text(item, "message")?.TrimEnd('.')).Append(" (").Append(Text(item, "code")).Append(')');
                }
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Append(text, path.Length == 0 ? member.Name : path + "." + member.Name, member.Value);
            }
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value.ToString() : null;

    // The body has fractions of a second where the header has whole ones.
    private static TimeSpan? Wait(double? seconds) =>
        seconds is { } wait && double.IsFinite(wait) ? TimeSpan.FromSeconds(Math.Clamp(wait, 0, LongestWait.TotalSeconds)) : null;
}

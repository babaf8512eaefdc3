using System.Text.Json;
using Switchboard.Calls;

namespace Switchboard.Connectors.Meta;

/// <summary>Reads Meta's usage headers: percentages of a limit, all JSON text, each of which may be absent.</summary>
internal static class GraphUsage
{
    private const double Full = 100;

    /// <summary>Where Meta does not say how long: part of its rolling hour.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Holds back what is used up.</summary>
    /// <param name="response">The answer, success or not.</param>
    /// <param name="attempt">Learns which buckets rest until when.</param>
    /// <param name="bucketsOf">Buckets that a use case of X-Business-Use-Case-Usage or <c>ad_account</c> is about; null: the whole connection.</param>
    /// <returns>The longest wait that Meta names; null: none.</returns>
    public static TimeSpan? Learn(ProviderResponse response, Attempt attempt, Func<string, IReadOnlyList<string>?> bucketsOf)
    {
        var now = attempt.Time.GetUtcNow();
        TimeSpan? longest = null;
        if (Parse(response, "X-App-Usage") is { } app && IsFull(app, "call_count", "total_time", "total_cputime"))
        {
            attempt.LimitReached(now + Unsaid);
        }

        if (Parse(response, "X-Ad-Account-Usage") is { } ads)
        {
            // Seconds, unlike the header below.
            Hold(ads, IsFull(ads, "acc_id_util_pct"), TimeSpan.FromSeconds(Number(ads, "reset_time_duration")), "ad_account");
        }

        foreach (var useCase in UseCases(Parse(response, "X-Business-Use-Case-Usage")))
        {
            var wait = TimeSpan.FromMinutes(Number(useCase, "estimated_time_to_regain_access"));
            Hold(useCase, IsFull(useCase, "call_count", "total_time", "total_cputime"), wait, Text(useCase, "type"));
        }

        return longest;

        void Hold(JsonElement usage, bool isFull, TimeSpan said, string useCase)
        {
            var wait = said > TimeSpan.Zero ? (said < Longest ? said : Longest) : Unsaid;
            if (said > TimeSpan.Zero)
            {
                longest = longest > wait ? longest : wait;
            }

            if (!isFull)
            {
                return;
            }

            if (bucketsOf(useCase) is not { } buckets)
            {
                attempt.LimitReached(now + wait);
                return;
            }

            foreach (var bucket in buckets)
            {
                attempt.LimitReached(now + wait, bucket);
            }
        }
    }

    private static JsonElement? Parse(ProviderResponse response, string header)
    {
        try
        {
            return response.Header(header) is { } text && JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } usage ? usage : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> UseCases(JsonElement? businesses) =>
        businesses is not { } all
            ? []
            : all.EnumerateObject()
                .Where(business => business.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(business => business.Value.EnumerateArray())
                .Where(useCase => useCase.ValueKind == JsonValueKind.Object);

    private static bool IsFull(JsonElement usage, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (Number(usage, member) >= Full)
            {
                return true;
            }
        }

        return false;
    }

    private static double Number(JsonElement usage, string member) =>
        usage.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? Math.Clamp(number, 0, TimeSpan.FromDays(1).TotalSeconds)
            : 0;

    private static string Text(JsonElement usage, string member) =>
        usage.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

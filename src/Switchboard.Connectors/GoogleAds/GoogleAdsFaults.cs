using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Google Ads' errors as faults; source: the proto files of google.ads.googleads.v25.errors.</summary>
internal static class GoogleAdsFaults
{
    private const int MostErrors = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The fault of an answer that is no success; its provider code is that of the first error.</summary>
    public static ProviderException Of(ProviderResponse response, DateTimeOffset now)
    {
        var error = response.TryRead(GoogleAdsWireJson.Default.WireAdsErrorBody)?.Error;
        var errors = Errors(error);
        var (kind, code) = Code(errors);
        var fault = response.ToException(now, code ?? error?.Status, Describe(errors) ?? error?.Message).Fault;

        // Both say that nothing was done; only how long to wait differs.
        return new ProviderException(kind == "quotaError" && code != "ACCESS_PROHIBITED"
            ? fault with { Verdict = Verdict.NotSent, Code = ErrorCode.RateLimited, RetryAfter = RetryDelay(errors) ?? fault.RetryAfter, TripsBreaker = false }
            : code == "CONCURRENT_MODIFICATION"
                ? fault with { Verdict = Verdict.NotSent, Code = ErrorCode.ProviderUnavailable, TripsBreaker = false }
            : fault);
    }

    /// <summary>The fault inside a 200: an operation failed beside others; null: none did.</summary>
    public static ProviderException? Inside(ProviderResponse response, WireMutateAnswer answer)
    {
        if (answer.PartialFailureError is { } failure)
        {
            var errors = Errors(failure);
            return HttpFaults.Rejected(
                response, Code(errors).Code ?? "PARTIAL_FAILURE", "Google Ads did not carry it out: " + (Describe(errors) ?? failure.Message));
        }

        return null;
    }

    /// <summary>Our own no, before the request with the effect: the provider would say the same.</summary>
    public static ProviderException Refused(string code, string message) => new(new Fault
    {
        Verdict = Verdict.Rejected,
        Code = ErrorCode.ProviderRejected,
        ProviderCode = code,
        Message = message,
    });

    /// <summary>The request's id in the failure, where the header is missing.</summary>
    public static string? RequestId(ProviderResponse response) =>
        response.Header("request-id")
        ?? (response.IsSuccess ? null : Failure(response.TryRead(GoogleAdsWireJson.Default.WireAdsErrorBody)?.Error)?.RequestId);

    private static IReadOnlyList<WireAdsError> Errors(WireStatus? status) => Failure(status)?.Errors ?? [];

    private static WireFailure? Failure(WireStatus? status)
    {
        foreach (var detail in status?.Details ?? [])
        {
            // The type names the version, which changes; its last word does not.
            if (detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty("@type", out var type)
                && type.ValueKind == JsonValueKind.String && type.GetString()!.EndsWith(".GoogleAdsFailure", StringComparison.Ordinal))
            {
                return TryRead(detail);
            }
        }

        return null;
    }

    private static WireFailure? TryRead(JsonElement detail)
    {
        try
        {
            return detail.Deserialize(GoogleAdsWireJson.Default.WireFailure);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string? Kind, string? Code) Code(IReadOnlyList<WireAdsError> errors) =>
        errors is [{ ErrorCode: { Count: > 0 } code }, ..] ? (code.First().Key, code.First().Value) : (null, null);

    private static string? Describe(IReadOnlyList<WireAdsError> errors)
    {
        var text = new StringBuilder();
        foreach (var error in errors.Take(MostErrors))
        {
            text.Append(text.Length == 0 ? "" : "; ").Append(error.ErrorCode?.Values.FirstOrDefault() ?? "UNKNOWN");
            if (Path(error.Location) is { Length: > 0 } path)
            {
                text.Append(" at ").Append(path);
            }

            text.Append(": ").Append(error.Message);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static string Path(WireLocation? location) => string.Join('.', (location?.FieldPathElements ?? []).Select(step =>
        step.Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{step.FieldName}[{index}]") : step.FieldName));

    private static TimeSpan? RetryDelay(IReadOnlyList<WireAdsError> errors)
    {
        var text = errors.Select(error => error.Details?.QuotaErrorDetails?.RetryDelay).FirstOrDefault(delay => delay is not null);
        return text is [.. var number, 's'] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
            : null;
    }
}

using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Errors in the shapes of the Google Ads API.</summary>
internal static class GoogleAdsReplies
{
    private const string FailureType = "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure";

    /// <summary>An error of the whole request.</summary>
    public static SimulatorReply Error(IReadOnlyList<WireAdsError> errors, string requestId)
    {
        var (http, name) = Status(errors[0]);
        return SimulatorReply.Json(
            new WireAdsErrorBody(new WireStatus(http, "Request contains an invalid argument.", [Failure(errors, requestId)], name)),
            GoogleAdsWireJson.Default.WireAdsErrorBody,
            http);
    }

    /// <summary>An error without Google Ads' own detail, as of JSON that does not fit.</summary>
    public static SimulatorReply Invalid(string message) => SimulatorReply.Json(
        new WireAdsErrorBody(new WireStatus(400, message, null, "INVALID_ARGUMENT")), GoogleAdsWireJson.Default.WireAdsErrorBody, 400);

    /// <summary>Errors of some operations beside others that were carried out; 3 is google.rpc.Code.INVALID_ARGUMENT.</summary>
    public static WireStatus Partial(IReadOnlyList<WireAdsError> errors, string requestId) =>
        new(3, "Multiple errors in 'details'. First error: " + errors[0].Message, [Failure(errors, requestId)]);

    /// <summary>One error.</summary>
    /// <param name="kind">Member of the error code, as campaignError.</param>
    /// <param name="code">Its value.</param>
    /// <param name="message">Words.</param>
    /// <param name="path">Where, as operations[0].create.name.</param>
    /// <param name="trigger">What caused it.</param>
    /// <param name="details">More.</param>
    public static WireAdsError One(
        string kind, string code, string message, IReadOnlyList<WirePathElement>? path = null, string? trigger = null, WireErrorDetails? details = null) => new(
        new Dictionary<string, string> { [kind] = code },
        message,
        trigger is null ? null : new WireTrigger(trigger),
        path is null ? null : new WireLocation(path),
        details);

    private static JsonElement Failure(IReadOnlyList<WireAdsError> errors, string requestId) =>
        JsonSerializer.SerializeToElement(new WireFailure(FailureType, errors, requestId), GoogleAdsWireJson.Default.WireFailure);

    private static (int Http, string Name) Status(WireAdsError error) => error.ErrorCode!.First().Key switch
    {
        "authorizationError" => (403, "PERMISSION_DENIED"),
        "quotaError" => (429, "RESOURCE_EXHAUSTED"),
        _ => (400, "INVALID_ARGUMENT"),
    };
}

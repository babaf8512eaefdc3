using System.Buffers.Text;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Google;

/// <summary>What every simulated Google API does alike: its token endpoint and its errors.</summary>
internal static class SimulatedGoogle
{
    /// <summary>Path of the token endpoint, which needs no token.</summary>
    public const string TokenPath = "/token";

    private const int LongestAssertion = 3600;

    /// <summary>Whether a request may pass: it bears a token, or asks for one.</summary>
    public static bool IsAuthenticated(SimulatorRequest request) =>
        request.Path == TokenPath
        || (request.Header("Authorization") is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase));

    /// <summary>An error of Google's APIs.</summary>
    public static SimulatorReply Error(int code, string status, string message, GoogleErrorItem? item = null) => SimulatorReply.Json(
        new GoogleErrorBody(new GoogleError(code, message, item is null ? null : [item], status)), GoogleJson.Default.GoogleErrorBody, code);

    /// <summary>The no to a request without a token.</summary>
    public static SimulatorReply Unauthenticated() => Error(
        401,
        "UNAUTHENTICATED",
        "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
        new GoogleErrorItem("Login Required.", "global", "required", "Authorization", "header"));

    /// <summary>Exchanges a refresh token or a service account's assertion for an access token.</summary>
    /// <param name="request">The exchange.</param>
    /// <param name="scope">Scope of the token.</param>
    /// <param name="now">Now, for the assertion's times.</param>
    /// <param name="newId">Forty digits of a token, from what it was asked with.</param>
    public static SimulatorReply ExchangeToken(SimulatorRequest request, string scope, DateTimeOffset now, Func<string, string> newId)
    {
        var form = request.Form();
        var isAssertion = form["grant_type"] == ServiceAccount.GrantType;
        string[] needed = isAssertion ? ["assertion"] : ["grant_type", "client_id", "client_secret", "refresh_token"];
        if (Array.Find(needed, name => string.IsNullOrEmpty(form[name])) is { } missing)
        {
            return TokenError("invalid_request", $"Missing required parameter: {missing}");
        }

        if (!isAssertion)
        {
            return form["grant_type"] == "refresh_token"
                ? Token(newId(form["refresh_token"]!), scope)
                : TokenError("unsupported_grant_type", $"Invalid grant_type: {form["grant_type"]}");
        }

        return Refuse(form["assertion"]!, now, out var issuer) is { } why ? TokenError("invalid_grant", why) : Token(newId(issuer), scope);
    }

    /// <summary>What Google would say of an assertion; the signature itself is not checked, since nobody registered its key.</summary>
    private static string? Refuse(string assertion, DateTimeOffset now, out string issuer)
    {
        issuer = "";
        var parts = assertion.Split('.');
        if (parts.Length != 3 || parts[2].Length == 0
            || Part(parts[0], GoogleJson.Default.GoogleAssertionHeader) is not { Alg: "RS256" }
            || Part(parts[1], GoogleJson.Default.GoogleAssertionClaims) is not { } claims)
        {
            return "Invalid JWT: Failed to decode.";
        }

        issuer = claims.Iss ?? "";
        var time = now.ToUnixTimeSeconds();
        return issuer.Length == 0 ? "Invalid issuer: Not a valid email or user ID."
            : claims.Aud != ServiceAccount.Audience ? "Invalid JWT: audience is not the token endpoint."
            : string.IsNullOrEmpty(claims.Scope) ? "Invalid OAuth scope or ID token audience provided."
            : claims.Exp <= time || claims.Iat > time + LongestAssertion || claims.Exp - claims.Iat > LongestAssertion
                ? "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
            : null;
    }

    private static T? Part<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), type);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static SimulatorReply Token(string id, string scope) =>
        SimulatorReply.Json(new GoogleToken("ya29." + id, 3599, scope, "Bearer"), GoogleJson.Default.GoogleToken);

    private static SimulatorReply TokenError(string error, string description) =>
        SimulatorReply.Json(new GoogleTokenError(error, description), GoogleJson.Default.GoogleTokenError, 400);
}

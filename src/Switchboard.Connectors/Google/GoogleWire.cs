using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Google;

/// <summary>Body of an answer that is no success.</summary>
internal sealed record GoogleErrorBody(GoogleError? Error);

/// <summary>Google's error.</summary>
internal sealed record GoogleError(int Code, string? Message, IReadOnlyList<GoogleErrorItem>? Errors = null, string? Status = null);

/// <summary>One of its causes; the reason is what programs go by.</summary>
internal sealed record GoogleErrorItem(string? Message, string? Domain, string? Reason, string? Location = null, string? LocationType = null);

/// <summary>Answer of the token endpoint.</summary>
internal sealed record GoogleToken(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string? Scope,
    [property: JsonPropertyName("token_type")] string? TokenType);

/// <summary>The token endpoint's error, which has a shape of its own.</summary>
internal sealed record GoogleTokenError(
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("error_description")] string? Description);

/// <summary>What is needed of the JSON file that Google gives for a service account.</summary>
internal sealed record GoogleServiceAccountKey(
    [property: JsonPropertyName("client_email")] string? ClientEmail,
    [property: JsonPropertyName("private_key")] string? PrivateKey,
    [property: JsonPropertyName("private_key_id")] string? PrivateKeyId);

/// <summary>First part of an assertion.</summary>
internal sealed record GoogleAssertionHeader(string Alg, string Typ, string? Kid);

/// <summary>Second part of an assertion; times are seconds since 1970.</summary>
internal sealed record GoogleAssertionClaims(string Iss, string Scope, string Aud, long Iat, long Exp);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GoogleErrorBody))]
[JsonSerializable(typeof(GoogleToken))]
[JsonSerializable(typeof(GoogleTokenError))]
[JsonSerializable(typeof(GoogleServiceAccountKey))]
[JsonSerializable(typeof(GoogleAssertionHeader))]
[JsonSerializable(typeof(GoogleAssertionClaims))]
internal sealed partial class GoogleJson : JsonSerializerContext;

using System.Net;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Google;

/// <summary>Access tokens of a Google connection: the given one, or one by its refresh token or service account key.</summary>
internal static class GoogleAccess
{
    private const string TokenPath = "/token";
    private static readonly Uri TokenHost = new("https://oauth2.googleapis.com");

    /// <summary>The token of a connector that takes no service account key.</summary>
    public static ValueTask<string> TokenAsync(Attempt attempt, CancellationToken ct) => TokenAsync(attempt, scope: null, ct);

    /// <summary>The token to send: the given one until Google refuses it, if it can be replaced.</summary>
    /// <param name="attempt">The try that sends it.</param>
    /// <param name="scope">Scope that a service account asks for; null: the connector takes no such key.</param>
    /// <param name="ct">Stops waiting for an exchange.</param>
    public static ValueTask<string> TokenAsync(Attempt attempt, string? scope, CancellationToken ct)
    {
        var tokens = attempt.Connection.Tokens;
        if (attempt.Credential.TryGet("AccessToken", out var given) && !(CanReplace(attempt) && tokens.WasRefused(given)))
        {
            return ValueTask.FromResult(given);
        }

        return tokens.GetAsync(attempt.Time.GetUtcNow(), exchangeCt => ExchangeAsync(attempt, scope, exchangeCt), ct);
    }

    /// <summary>Makes the next attempt ask for another token than the one that was refused.</summary>
    public static void Refused(Attempt attempt, string token)
    {
        if (CanReplace(attempt))
        {
            attempt.Connection.Tokens.Forget(token);
        }
    }

    private static bool CanReplace(Attempt attempt) => CanRefresh(attempt) || attempt.Credential.Has("ServiceAccountKey");

    private static bool CanRefresh(Attempt attempt) =>
        attempt.Credential.Has("RefreshToken") && attempt.Credential.Has("ClientId") && attempt.Credential.Has("ClientSecret");

    private static async Task<AccessToken> ExchangeAsync(Attempt attempt, string? scope, CancellationToken ct)
    {
        var now = attempt.Time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address(TokenHost, TokenPath))
        {
            Content = new FormUrlEncodedContent(Form(attempt, scope, now)),
        };
        var response = await attempt.PrepareAsync(request, ct).ConfigureAwait(false);
        if (!response.IsSuccess)
        {
            throw new ProviderException(Fault(response, now));
        }

        return response.TryRead(GoogleJson.Default.GoogleToken) is { AccessToken: { Length: > 0 } token } answer
            ? new AccessToken(token, now + TimeSpan.FromSeconds(answer.ExpiresIn))
            : throw new ProviderException(new Fault
            {
                Verdict = Verdict.NotSent,
                Code = ErrorCode.ProviderUnavailable,
                Message = "Google's token endpoint answered without an access token.",
                HttpStatus = (int)response.Status,
            });
    }

    private static KeyValuePair<string, string>[] Form(Attempt attempt, string? scope, DateTimeOffset now) =>
        scope is null || CanRefresh(attempt)
            ?
            [
                new("grant_type", "refresh_token"),
                new("client_id", attempt.Credential["ClientId"]),
                new("client_secret", attempt.Credential["ClientSecret"]),
                new("refresh_token", attempt.Credential["RefreshToken"]),
            ]
            :
            [
                new("grant_type", ServiceAccount.GrantType),
                new("assertion", ServiceAccount.Assertion(attempt.Credential["ServiceAccountKey"], scope, now)),
            ];

    // No token, so the action was not sent, whatever the endpoint says.
    private static Fault Fault(ProviderResponse response, DateTimeOffset now)
    {
        var error = response.TryRead(GoogleJson.Default.GoogleTokenError);
        var fault = response.ToException(now, error?.Error, error?.Description).Fault with { Verdict = Verdict.NotSent, IsUnauthorized = false };
        return response.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? fault with { Code = ErrorCode.ReconnectRequired }
            : fault;
    }
}

using System.Net;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Google;

/// <summary>Access tokens of a Google connection: the given one, or one by its refresh token.</summary>
internal static class GoogleAccess
{
    private static readonly Uri TokenHost = new("https://oauth2.googleapis.com");

    /// <summary>The token to send: the given one until Google refuses it, if it can be replaced.</summary>
    public static ValueTask<string> TokenAsync(Attempt attempt, CancellationToken ct)
    {
        var tokens = attempt.Connection.Tokens;
        if (attempt.Credential.TryGet("AccessToken", out var given) && !(CanRefresh(attempt) && tokens.WasRefused(given)))
        {
            return ValueTask.FromResult(given);
        }

        return tokens.GetAsync(attempt.Time.GetUtcNow(), exchangeCt => ExchangeAsync(attempt, exchangeCt), ct);
    }

    /// <summary>Makes the next attempt ask for another token than the one that was refused.</summary>
    public static void Refused(Attempt attempt, string token)
    {
        if (CanRefresh(attempt))
        {
            attempt.Connection.Tokens.Forget(token);
        }
    }

    private static bool CanRefresh(Attempt attempt) =>
        attempt.Credential.Has("RefreshToken") && attempt.Credential.Has("ClientId") && attempt.Credential.Has("ClientSecret");

    private static async Task<AccessToken> ExchangeAsync(Attempt attempt, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address(TokenHost, "/token"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "refresh_token"),
                new("client_id", attempt.Credential["ClientId"]),
                new("client_secret", attempt.Credential["ClientSecret"]),
                new("refresh_token", attempt.Credential["RefreshToken"]),
            ]),
        };
        var now = attempt.Time.GetUtcNow();
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

using System.Text;
using Switchboard.Calls;

namespace Switchboard.Connectors.Email;

/// <summary>Logs in by what the server offers and we have: a token by XOAUTH2, a password by PLAIN or LOGIN (RFC 4954).</summary>
internal static class SmtpLogin
{
    private const int LoggedIn = 235;
    private const int GoOn = 334;

    /// <summary>Logs in; null: no login is set.</summary>
    /// <returns>The mechanism.</returns>
    /// <exception cref="ProviderException">The server refused, or offers no way that we know.</exception>
    public static async Task<string?> RunAsync(SmtpLines lines, SmtpOffer offer, EmailSettings settings, bool isEncrypted, CancellationToken ct)
    {
        if (settings is { Username: null, AccessToken: null })
        {
            return null;
        }

        if (!isEncrypted && !settings.Target.IsLoopback)
        {
            throw EmailSettings.Unusable("Security", "is none, and a login goes over TLS only; leave the login out, or use starttls or tls");
        }

        var name = settings.Username ?? settings.From.Address;
        if (settings.AccessToken is { } token)
        {
            return await AnswerAsync(lines, Require(offer, "XOAUTH2"), $"user={name}\u0001auth=Bearer {token}\u0001\u0001", null, ct).ConfigureAwait(false);
        }

        var password = settings.Password ?? throw EmailSettings.Unusable("Password", "or AccessToken must be there where Username is");
        return offer.HasLogin("PLAIN") ? await AnswerAsync(lines, "PLAIN", $"\0{name}\0{password}", null, ct).ConfigureAwait(false)
            : await AnswerAsync(lines, Require(offer, "LOGIN"), name, password, ct).ConfigureAwait(false);
    }

    private static string Require(SmtpOffer offer, string mechanism) => offer.HasLogin(mechanism)
        ? mechanism
        : throw SmtpFaults.Lacking($"The server offers no login by {(mechanism == "LOGIN" ? "PLAIN or LOGIN" : mechanism)}.");

    private static async Task<string> AnswerAsync(SmtpLines lines, string mechanism, string first, string? second, CancellationToken ct)
    {
        // LOGIN asks for each of its two; the others take all of it at once.
        await lines.WriteAsync(ct, second is null ? $"AUTH {mechanism} {Base64(first)}" : $"AUTH {mechanism}").ConfigureAwait(false);
        var reply = await lines.ReadAsync(ct).ConfigureAwait(false);
        foreach (var answer in second is null ? [] : new[] { first, second })
        {
            if (reply.Code == GoOn)
            {
                await lines.WriteAsync(ct, Base64(answer)).ConfigureAwait(false);
                reply = await lines.ReadAsync(ct).ConfigureAwait(false);
            }
        }

        if (reply.Code == GoOn)
        {
            // XOAUTH2 explains its no in a challenge, and says no only after an empty answer.
            await lines.WriteAsync(ct, "").ConfigureAwait(false);
            reply = await lines.ReadAsync(ct).ConfigureAwait(false);
        }

        return reply.Code == LoggedIn ? mechanism
            : reply.Code >= 400 ? throw SmtpFaults.Of(reply, "AUTH")
            : throw lines.Meaningless(reply, "AUTH");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

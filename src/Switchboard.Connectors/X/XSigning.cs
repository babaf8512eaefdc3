using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Switchboard.Calls;

namespace Switchboard.Connectors.X;

/// <summary>OAuth 1.0a: signs a request with the app's and the account's secrets (RFC 5849, HMAC-SHA1).</summary>
internal static class XSigning
{
    /// <summary>The Authorization header's parameters for a request of an attempt. A JSON body is not signed.</summary>
    public static string Sign(Attempt attempt, HttpMethod method, Uri address)
    {
        // Used once: every request of every attempt has its own, and chance is not needed for that.
        var once = string.Create(CultureInfo.InvariantCulture, $"{attempt.ExecutionId:N} {attempt.Number} {method} {address.PathAndQuery}");
        var nonce = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(once)))[..32];
        var keys = new SigningKeys(
            attempt.Credential["ConsumerKey"], attempt.Credential["ConsumerSecret"], attempt.Credential["UserToken"], attempt.Credential["UserTokenSecret"]);
        return Sign(keys, method.Method, address, [], nonce, attempt.Time.GetUtcNow().ToUnixTimeSeconds());
    }

    /// <summary>The same with everything given.</summary>
    /// <param name="keys">The four keys.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="address">Address with its query.</param>
    /// <param name="form">Fields of a form body.</param>
    /// <param name="nonce">Used once.</param>
    /// <param name="seconds">Now, in Unix seconds.</param>
    public static string Sign(SigningKeys keys, string method, Uri address, IEnumerable<KeyValuePair<string, string>> form, string nonce, long seconds)
    {
        List<KeyValuePair<string, string>> own =
        [
            new("oauth_consumer_key", keys.Consumer),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", seconds.ToString(CultureInfo.InvariantCulture)),
            new("oauth_token", keys.Token),
            new("oauth_version", "1.0"),
        ];
        var parameters = own.Concat(form).Concat(Query(address))
            .Select(pair => (Key: Escape(pair.Key), Value: Escape(pair.Value)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => pair.Key + "=" + pair.Value);
        var signed = method + "&" + Escape(address.GetLeftPart(UriPartial.Path)) + "&" + Escape(string.Join('&', parameters));
        var key = Escape(keys.ConsumerSecret) + "&" + Escape(keys.TokenSecret);
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(signed)));
        return string.Join(", ", own.Append(new("oauth_signature", signature)).Select(pair => $"{pair.Key}=\"{Escape(pair.Value)}\""));
    }

    private static IEnumerable<KeyValuePair<string, string>> Query(Uri address) => address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => new KeyValuePair<string, string>(Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""));

    private static string Escape(string text) => Uri.EscapeDataString(text);
}

/// <summary>Keys of an app and of an account.</summary>
internal sealed record SigningKeys(string Consumer, string ConsumerSecret, string Token, string TokenSecret);

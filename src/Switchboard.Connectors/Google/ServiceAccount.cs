using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;

namespace Switchboard.Connectors.Google;

/// <summary>Signs in as a service account: a signed assertion (RFC 7523) that the token endpoint exchanges.</summary>
internal static class ServiceAccount
{
    /// <summary>Grant type of the exchange.</summary>
    public const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>Whom the assertion is for: always Google's own endpoint, whatever the key file names.</summary>
    public const string Audience = "https://oauth2.googleapis.com/token";

    private const int LifeSeconds = 3600;

    /// <summary>An assertion for one scope, good for an hour.</summary>
    /// <param name="keyFile">Text of the JSON file that the Google Cloud console gave.</param>
    /// <param name="scope">Scopes, separated by spaces.</param>
    /// <param name="now">When it is made.</param>
    /// <exception cref="ProviderException">The text is no such file; nothing was sent.</exception>
    public static string Assertion(string keyFile, string scope, DateTimeOffset now)
    {
        var key = Read(keyFile);
        var issued = now.ToUnixTimeSeconds();
        var header = JsonSerializer.SerializeToUtf8Bytes(new("RS256", "JWT", key.PrivateKeyId), GoogleJson.Default.GoogleAssertionHeader);
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new(key.ClientEmail!, scope, Audience, issued, issued + LifeSeconds), GoogleJson.Default.GoogleAssertionClaims);
        var signed = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(claims);
        return signed + "." + Base64Url.EncodeToString(Sign(key.PrivateKey!, Encoding.ASCII.GetBytes(signed)));
    }

    private static GoogleServiceAccountKey Read(string keyFile)
    {
        try
        {
            var key = JsonSerializer.Deserialize(keyFile, GoogleJson.Default.GoogleServiceAccountKey);
            return key is { ClientEmail.Length: > 0, PrivateKey.Length: > 0 } ? key : throw Unusable("client_email or private_key is missing");
        }
        catch (JsonException)
        {
            throw Unusable("it is not JSON");
        }
    }

    private static byte[] Sign(string privateKey, byte[] bytes)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(privateKey);
            return rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw Unusable("private_key is no RSA key");
        }
    }

    private static ProviderException Unusable(string why) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.ReconnectRequired,
        Message = $"ServiceAccountKey is not the JSON file of a Google service account: {why}.",
    });
}

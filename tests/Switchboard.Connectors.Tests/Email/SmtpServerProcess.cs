using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Email;

/// <summary>A real mail server in a process of its own, with a certificate that only this test trusts.</summary>
internal sealed class SmtpServerProcess : IAsyncDisposable
{
    private readonly Process _node;
    private readonly DirectoryInfo _folder;

    private SmtpServerProcess(Process node, DirectoryInfo folder, int port) => (_node, _folder, Port) = (node, folder, port);

    public int Port { get; }

    /// <summary>PEM file of the server's own certificate, for localhost and 127.0.0.1.</summary>
    public string Certificate => Path.Combine(_folder.FullName, "certificate.pem");

    /// <summary>Starts it.</summary>
    /// <param name="options">Options of smtp-server as JSON, as <c>{"secure":true}</c>.</param>
    public static async Task<SmtpServerProcess> StartAsync(CancellationToken ct, string options = "{}", string host = "localhost")
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-smtp-");
        WriteCertificate(folder.FullName, host);
        var arguments = $$"""{"key":{{Json(Path.Combine(folder.FullName, "key.pem"))}},"certificate":{{Json(Path.Combine(folder.FullName, "certificate.pem"))}},"server":{{options}}}""";
        var node = await NodeScript.StartAsync("Email/SmtpServer", "server.mjs", ct, arguments);
        var line = await node.StandardOutput.ReadLineAsync(ct)
            ?? throw new InvalidOperationException("server.mjs ended: " + await node.StandardError.ReadToEndAsync(ct));
        return new SmtpServerProcess(node, folder, JsonElement.Parse(line).GetProperty("port").GetInt32());
    }

    /// <summary>The next mail that it took.</summary>
    public async Task<JsonElement> NextMailAsync(CancellationToken ct) => JsonElement.Parse(
        await _node.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("server.mjs ended: " + await _node.StandardError.ReadToEndAsync(ct)));

    /// <summary>Ends it; gives the mails that nobody asked for.</summary>
    public async Task<string> EndAsync(CancellationToken ct)
    {
        _node.StandardInput.Close();
        return await _node.StandardOutput.ReadToEndAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void WriteCertificate(string folder, string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);
}

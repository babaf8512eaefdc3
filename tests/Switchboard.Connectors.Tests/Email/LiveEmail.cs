using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Connectors.Email;
using Switchboard.Testing;

namespace Switchboard.Connectors.Tests.Email;

/// <summary>A gateway whose mail is live.</summary>
internal sealed class LiveEmail : IAsyncDisposable
{
    private readonly TestHost _host;

    /// <summary>Makes it.</summary>
    /// <param name="port">Port on this machine.</param>
    /// <param name="settings">Credentials, as <c>Username=agent</c>; a BaseAddress takes the place of host and port.</param>
    public LiveEmail(int port, params string[] settings)
        : this(port, null, settings)
    {
    }

    /// <summary>As the other, with the longest time of one try.</summary>
    public LiveEmail(int port, TimeSpan? timeout, params string[] settings)
    {
        var given = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        given.TryAdd("Host", "localhost");
        given.TryAdd("Port", port.ToString(CultureInfo.InvariantCulture));
        given.TryAdd("From", "Agent <agent@example.com>");
        _host = TestHost.Create(1, builder => builder.AddConnectors(), options =>
        {
            options.Mode = ConnectorMode.Live;
            options.Time = TimeProvider.System;
            options.RetryDelays = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero];
            options.AttemptTimeout = timeout ?? TimeSpan.FromSeconds(8);
            options.TotalTimeout = options.AttemptTimeout * 3;
            options.Setting = name => name == "Switchboard:Connectors:email:BaseAddress"
                ? given.GetValueOrDefault("BaseAddress")
                : name.StartsWith("Switchboard:Connectors:email:Credentials:", StringComparison.Ordinal) ? given.GetValueOrDefault(name.Split(':')[^1]) : null;
        });
    }

    public Task<SentMail> SendAsync(SendMail mail) => _host.Get<IEmail>().SendAsync(mail, EmailBench.Ct);

    public Task<VerifiedServer> VerifyAsync() => _host.Get<IEmail>().VerifyAsync(new VerifyServer(), EmailBench.Ct);

    public async Task<Outcome> FailAsync(SendMail? mail = null) =>
        (await Should.ThrowAsync<ConnectorException>(() => SendAsync(mail ?? EmailBench.Hello))).Outcome;

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

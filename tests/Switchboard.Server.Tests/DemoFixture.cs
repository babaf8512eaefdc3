namespace Switchboard.Server.Tests;

/// <summary>One demo's ledger, which several tests read.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    public Cli Cli { get; } = new();

    public CliResult Demo { get; private set; } = null!;

    public string Database => "sqlite:demo.db";

    public string RunId => Demo.Json.GetProperty("runId").GetString()!;

    public async ValueTask InitializeAsync() => Demo = await Cli.RunAsync("demo", "--json", "--db", Database);

    public Task<CliResult> ReadAsync(params string[] arguments) => Cli.RunAsync([.. arguments, "--db", Database, "--json"]);

    public ValueTask DisposeAsync()
    {
        Cli.Dispose();
        return ValueTask.CompletedTask;
    }
}

namespace Switchboard.Server.Tests;

/// <summary>Counted from outside: simulated connectors open no socket.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("demo --json")]
    [InlineData("call gmail.getProfile")]
    [InlineData("call email.verify")]
    [InlineData("call slack.listChannels")]
    [InlineData("call twilio.listMessages")]
    public async Task Simulated_runs_reach_no_network(string line)
    {
        var strace = Find("strace").ShouldNotBeNull("strace is not installed, so nothing was counted: apt-get install strace");
        using var process = _cli.Start(strace, ["-f", "-qq", "-e", "trace=connect,sendto", "-o", "trace.txt", Cli.Executable, .. line.Split(' ')]);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0);
        var calls = await File.ReadAllLinesAsync(_cli.PathOf("trace.txt"), TestContext.Current.CancellationToken);
        calls.Where(call => call.Contains("AF_INET", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    public void Dispose() => _cli.Dispose();

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}

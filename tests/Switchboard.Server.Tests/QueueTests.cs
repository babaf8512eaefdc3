namespace Switchboard.Server.Tests;

/// <summary>The queue from outside.</summary>
public sealed class QueueTests : IDisposable
{
    private static readonly string[] Post = ["call", "slack.postMessage", "--input", """{"channel":"C123","text":"hi"}""", "--json"];
    private readonly Cli _cli = new();

    [Fact]
    public async Task A_queued_call_is_accepted_and_sent_by_a_worker_that_drains()
    {
        var accepted = await _cli.RunAsync([.. Post, "--queue"]);
        accepted.ExitCode.ShouldBe(0);
        accepted.Json.GetProperty("status").GetString().ShouldBe("queued");
        var id = accepted.Json.GetProperty("id").GetString()!;

        (await _cli.RunAsync("work", "--drain")).ExitCode.ShouldBe(0);

        (await _cli.RunAsync("executions", "show", id, "--json")).Json.GetProperty("status").GetString().ShouldBe("completed");
        var history = await _cli.RunAsync("executions", "cancel", id, "--json");
        history.ExitCode.ShouldBe(3);
        history.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("only what was not sent");
    }

    [Fact]
    public async Task A_call_for_later_waits_and_can_be_cancelled()
    {
        var accepted = await _cli.RunAsync([.. Post, "--at", "2999-01-01T00:00:00+02:00"]);
        accepted.ExitCode.ShouldBe(0);
        accepted.Json.GetProperty("status").GetString().ShouldBe("deferred");
        accepted.Json.GetProperty("notBefore").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2998, 12, 31, 22, 0, 0, TimeSpan.Zero));
        var id = accepted.Json.GetProperty("id").GetString()!;
        (await _cli.RunAsync("work", "--drain")).ExitCode.ShouldBe(0);
        (await _cli.RunAsync("executions", "retry", id, "--json")).ExitCode.ShouldBe(3);
        var cancelled = await _cli.RunAsync("executions", "cancel", id, "--json");
        cancelled.ExitCode.ShouldBe(0);
        cancelled.Json.GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Theory]
    [InlineData("--at", "2026-03-01T09:30:00", "offset")]
    [InlineData("--at", "2026-03-01", "offset")]
    [InlineData("--at", "soon", "offset")]
    [InlineData("--on-busy", "defr", "defer")]
    public async Task What_makes_no_sense_is_named(string option, string value, string expected)
    {
        var result = await _cli.RunAsync([.. Post, option, value]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected);
    }

    [Theory]
    [InlineData("executions cancel 0199c3a0-7b1c-7000-8000-000000000001 --json", 1)]
    [InlineData("executions retry 0199c3a0-7b1c-7000-8000-000000000001 --json", 1)]
    [InlineData("executions resolve 0199c3a0-7b1c-7000-8000-000000000001 --outcome happened --reason seen --json", 1)]
    [InlineData("executions resolve 0199c3a0-7b1c-7000-8000-000000000001 --outcome maybe --reason seen --json", 2)]
    [InlineData("executions resolve 0199c3a0-7b1c-7000-8000-000000000001 --outcome happened --json", 2)]
    [InlineData("executions cancel nonsense --json", 2)]
    [InlineData("work --json", 2)]
    [InlineData("work --concurrency 0", 2)]
    public async Task What_is_not_there_or_not_said_rightly_is_an_error(string line, int exitCode)
    {
        await _cli.RunAsync(Post);
        (await _cli.RunAsync(line.Split(' '))).ExitCode.ShouldBe(exitCode);
    }

    public void Dispose() => _cli.Dispose();
}

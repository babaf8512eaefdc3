using Switchboard.Calls;
using Switchboard.Simulation;

namespace Switchboard.Tests.Pipeline;

/// <summary>The fault menu: what each fault of a provider means for each repeat class.</summary>
public sealed class FaultMenuTests : IAsyncDisposable
{
    private readonly NotesHost _host = new();

    public static TheoryData<string, string> Actions => new()
    {
        { "add", """{"to":"a@example.com","text":"x"}""" },
        { "set", """{"id":"1","text":"x"}""" },
        { "addOnce", """{"text":"x"}""" },
        { "addMarked", """{"text":"x"}""" },
        { "get", """{"id":"1"}""" },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_connection_never_made_is_tried_again_for_any_action(string action, string input)
    {
        await _host.CallAsync("set", """{"id":"1","text":"x"}""");
        _host.Provider.Faults.Script(SimulatorFault.On(WireFault.ConnectRefused));

        var outcome = await _host.CallJumpingAsync(action, input);

        outcome.Status.ShouldBe(ExecutionStatus.Completed);
        outcome.Attempts.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task No_connection_at_all_fails_unsent_after_four_tries(string action, string input)
    {
        Script(4, SimulatorFault.On(WireFault.ConnectRefused));

        var outcome = await _host.CallJumpingAsync(action, input);

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        outcome.Attempts.ShouldBe(4);
        _host.Sent.ShouldBe(0);
        (_host.Clock.GetUtcNow() - _host.Clock.Start).ShouldBe(TimeSpan.FromMilliseconds(75 + 150 + 300));
    }

    [Theory]
    [InlineData("add", """{"to":"a@example.com","text":"x"}""", ExecutionStatus.InDoubt, 1)]
    [InlineData("set", """{"id":"1","text":"x"}""", ExecutionStatus.Completed, 2)]
    [InlineData("addOnce", """{"text":"x"}""", ExecutionStatus.Completed, 2)]
    [InlineData("addMarked", """{"text":"x"}""", ExecutionStatus.Completed, 1)]
    public async Task A_lost_answer_is_settled_as_the_class_allows(string action, string input, ExecutionStatus status, int attempts)
    {
        foreach (var fault in new[] { SimulatorFault.On(WireFault.AnswerLost), SimulatorFault.On(WireFault.Truncated) })
        {
            _host.Provider.Faults.Script(fault);

            var outcome = await _host.CallJumpingAsync(action, input);

            outcome.Status.ShouldBe(status);
            outcome.Attempts.ShouldBe(attempts);
            (await _host.RowAsync(outcome)).Status.ShouldBe(status);
        }
    }

    [Fact]
    public async Task A_look_up_that_finds_nothing_leaves_the_call_in_doubt()
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(500));

        var outcome = await _host.CallAsync("addMarked", """{"text":"x"}""");

        outcome.Status.ShouldBe(ExecutionStatus.InDoubt);
        NotesHost.Json((await _host.RowAsync(outcome)).Metadata).GetProperty("lookUp").GetString().ShouldBe("absent");
        _host.Sent.ShouldBe(2, "one write, one look-up");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_5xx_leaves_a_blind_write_in_doubt_and_a_read_tried_again(int status)
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(status), "add");
        var write = await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""");
        _host.Provider.Faults.Script(SimulatorFault.Answer(status), "count");
        var read = await _host.CallJumpingAsync("count", "{}");

        write.Status.ShouldBe(ExecutionStatus.InDoubt);
        write.Error!.Code.ShouldBe(ErrorCode.InDoubt);
        read.Status.ShouldBe(ExecutionStatus.Completed);
        read.Attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-5", 0)]
    [InlineData("999999", 3600)]
    [InlineData("rubbish", null)]
    [InlineData("Mon, 05 Jan 2026 09:00:30 GMT", 30)]
    public async Task A_429_was_not_done_and_is_not_tried_again_in_the_call(string retryAfter, int? seconds)
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(429, [new("Retry-After", retryAfter)]));

        var outcome = await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""");

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.RateLimited);
        outcome.Error.RetryAfter?.TotalSeconds.ShouldBe(seconds!.Value);
        outcome.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_429_the_connection_pauses_as_asked()
    {
        _host.Provider.Faults.Script(SimulatorFault.TooManyRequests(30));
        await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""");

        var held = await _host.CallAsync("get", """{"id":"1"}""");
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        var later = await _host.CallAsync("set", """{"id":"1","text":"x"}""");

        held.Error!.Code.ShouldBe(ErrorCode.RateLimited);
        held.Attempts.ShouldBe(0);
        later.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData("calls", 90, true)]
    [InlineData(null, 90, false)]
    [InlineData("calls", 999_999, true)]
    public async Task A_limit_that_a_providers_headers_call_used_up_is_kept_before_it_is_refused(string? bucket, int seconds, bool othersGo)
    {
        KeyValuePair<string, string>[] headers = [new("X-Left", "0"), new("X-Reset-In", $"{seconds}"), .. bucket is null ? [] : new[] { KeyValuePair.Create("X-Of", bucket) }];
        _host.Provider.Faults.Script(SimulatorFault.Answer(200, headers, """{"count":0}"""));
        (await _host.CallAsync("count", "{}")).IsCompleted.ShouldBeTrue("the answer that told was good");

        var held = await _host.CallAsync("count", "{}");
        var other = await _host.CallAsync("set", """{"id":"1","text":"x"}""");
        _host.Clock.Advance(TimeSpan.FromSeconds(Math.Min(seconds, 3600)));

        held.Error!.Code.ShouldBe(ErrorCode.RateLimited);
        held.Error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(Math.Min(seconds, 3600)), "an hour at most is believed");
        other.IsCompleted.ShouldBe(othersGo);
        (await _host.CallAsync("count", "{}")).IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(302)]
    public async Task A_no_is_final_and_a_redirect_is_a_no(int status)
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(status, [new("Location", "https://elsewhere.example/")]));

        var outcome = await _host.CallAsync("set", """{"id":"1","text":"x"}""");

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderRejected);
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_401_without_another_token_asks_to_connect_again()
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(401));

        var outcome = await _host.CallAsync("set", """{"id":"1","text":"x"}""");

        outcome.Error!.Code.ShouldBe(ErrorCode.ReconnectRequired);
        _host.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_503_with_retry_after_is_not_sent_where_the_provider_promises_it()
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(503, [new("Retry-After", "30")]));

        var outcome = await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""");

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task An_unreadable_200_leaves_a_write_in_doubt(string body)
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(200, body: body));

        (await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""")).Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task An_answer_beyond_ten_megabytes_is_cut_off()
    {
        _host.Provider.Faults.Script(SimulatorFault.Answer(200, body: new string(' ', 11_000_000)));

        (await _host.CallAsync("add", """{"to":"a@example.com","text":"x"}""")).Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task A_hang_ends_at_the_attempts_timeout_in_doubt_for_a_write()
    {
        _host.Provider.Faults.Script(SimulatorFault.Slow(TimeSpan.FromMinutes(5)));

        var outcome = await _host.CallJumpingAsync("add", """{"to":"a@example.com","text":"x"}""");

        outcome.Status.ShouldBe(ExecutionStatus.InDoubt);
        (_host.Clock.GetUtcNow() - _host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_hanging_read_fails_by_the_total_timeout()
    {
        Script(10, SimulatorFault.Slow(TimeSpan.FromMinutes(5)));

        var outcome = await _host.CallJumpingAsync("get", """{"id":"1"}""");

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.TimedOut);
        (_host.Clock.GetUtcNow() - _host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_pause_between_tries_ends_with_the_total_timeout()
    {
        await using var host = new NotesHost(options => options.RetryDelays = [TimeSpan.FromSeconds(40)]);
        host.Provider.Faults.Script(SimulatorFault.On(WireFault.ConnectRefused));

        var outcome = await host.CallJumpingAsync("get", """{"id":"1"}""");

        outcome.Error!.Code.ShouldBe(ErrorCode.TimedOut);
        outcome.Attempts.ShouldBe(1);
        (host.Clock.GetUtcNow() - host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_breaker_opens_after_three_failed_calls_and_lets_one_probe_through()
    {
        Script(12, SimulatorFault.On(WireFault.ConnectRefused));
        for (var i = 0; i < 3; i++)
        {
            (await _host.CallJumpingAsync("get", """{"id":"1"}""")).Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        }

        var open = await _host.CallAsync("get", """{"id":"1"}""");
        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        var probe = await _host.CallAsync("set", """{"id":"1","text":"x"}""");
        var closed = await _host.CallAsync("get", """{"id":"1"}""");

        open.Error!.Code.ShouldBe(ErrorCode.CircuitOpen);
        open.Error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(10));
        open.Attempts.ShouldBe(0);
        probe.IsCompleted.ShouldBeTrue();
        closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Ordinary_noes_and_429s_do_not_open_the_breaker()
    {
        for (var i = 0; i < 5; i++)
        {
            _host.Provider.Faults.Script(SimulatorFault.Answer(i % 2 == 0 ? 404 : 429));
            await _host.CallAsync("get", """{"id":"1"}""");
        }

        (await _host.CallAsync("set", """{"id":"1","text":"x"}""")).IsCompleted.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private void Script(int times, SimulatorFault fault)
    {
        for (var i = 0; i < times; i++)
        {
            _host.Provider.Faults.Script(fault);
        }
    }
}

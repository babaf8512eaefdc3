using System.Reflection;
using Switchboard.Calls;
using Switchboard.Connectors.Gmail;
using Switchboard.Contracts;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Gmail;

public sealed class GmailFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, "badRequest", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, "authError", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, "domainPolicy", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, "insufficientPermissions", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, "userRateLimitExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(403, "rateLimitExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(403, "dailyLimitExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(404, "notFound", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(429, "userRateLimitExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(500, "backendError", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, "backendError", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Googles_errors_have_a_verdict_and_keep_their_reason(int status, string reason, Verdict verdict, ErrorCode code)
    {
        var rig = new GmailRig();
        rig.Simulator.Faults.Script(Error(status, reason, "Google's words."));
        var fault = await GmailRig.FaultOf(() => rig.Send());

        fault.Verdict.ShouldBe(verdict);
        fault.Code.ShouldBe(code);
        fault.ProviderCode.ShouldBe(reason);
        fault.HttpStatus.ShouldBe(status);
        fault.Message.ShouldContain("Google's words.");
        fault.IsUnauthorized.ShouldBe(status == 401);
        fault.TripsBreaker.ShouldBe(status >= 500);
    }

    [Fact]
    public async Task Surprise_limits_come_as_403_and_a_daily_one_lasts()
    {
        var rig = new GmailRig();
        rig.Simulator.Faults.Script(Error(403, "dailyLimitExceeded", "Daily Limit Exceeded"));
        (await GmailRig.FaultOf(() => rig.Send())).RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("User-rate limit exceeded.  Retry after 2026-12-01T09:14:30.000Z", 870)]
    [InlineData("User-rate limit exceeded.  Retry after 2026-12-01T09:14:30.000Z (Forwarding rules)", 870)]
    [InlineData("User-rate limit exceeded.  Retry after 2026-12-02T09:00:00.000Z", 3600)]
    [InlineData("User-rate limit exceeded.  Retry after 2020-01-01T00:00:00.000Z", 0)]
    [InlineData("User-rate limit exceeded.  Retry after lunch", null)]
    [InlineData("Too many concurrent requests for user", null)]
    public async Task Surprise_when_to_retry_stands_in_the_message_not_in_a_header(string message, int? seconds)
    {
        var rig = new GmailRig();
        rig.Simulator.Faults.Script(Error(429, "rateLimitExceeded", message));
        (await GmailRig.FaultOf(() => rig.Send())).RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Fact]
    public async Task A_body_that_is_not_Googles_still_has_a_verdict()
    {
        var rig = new GmailRig();
        rig.Simulator.Faults.Script(new SimulatorFault { Reply = SimulatorReply.Text("<html>Bad Gateway</html>", 502, "text/html") });
        var fault = await GmailRig.FaultOf(() => rig.Send());
        fault.Verdict.ShouldBe(Verdict.InDoubt);
        fault.ProviderCode.ShouldBeNull();
    }

    [Fact]
    public async Task Newer_errors_without_reasons_give_their_status()
    {
        var rig = new GmailRig();
        rig.Simulator.Faults.Script(SimulatorFault.Answer(400, body: """{"error":{"code":400,"message":"m","status":"FAILED_PRECONDITION"}}"""));
        (await GmailRig.FaultOf(() => rig.Send())).ProviderCode.ShouldBe("FAILED_PRECONDITION");
    }

    [Fact]
    public async Task Without_the_header_the_simulator_answers_401()
    {
        var simulator = new GmailRig().Simulator;
        var reply = simulator.Handle(new SimulatorRequest
        {
            Method = "GET",
            Path = "/gmail/v1/users/me/profile",
            Root = "http://localhost",
            Headers = new Dictionary<string, string>(),
        });
        reply.Status.ShouldBe(401);
        System.Text.Encoding.UTF8.GetString(reply.Body.Span).ShouldContain("\"status\":\"UNAUTHENTICATED\"");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Refresh_token_is_exchanged_once_and_the_token_kept_for_its_life()
    {
        var rig = new GmailRig(GmailRig.Refreshing);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => rig.Send(subject: $"{i}"))));

        var exchange = rig.Harness.Exchanges.Single(one => one.Address.AbsolutePath == "/token");
        exchange.Address.ToString().ShouldBe("https://oauth2.googleapis.com/token");
        exchange.RequestType.ShouldBe("application/x-www-form-urlencoded");
        exchange.Authorization.ShouldBeNull();
        exchange.RequestText.ShouldBe("grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token=1%2F%2Frefresh");
        rig.Last.Authorization!.ShouldStartWith("Bearer ya29.");

        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.Send();
        rig.Harness.Exchanges.Count(one => one.Address.AbsolutePath == "/token").ShouldBe(2);
    }

    [Fact]
    public async Task Refused_token_is_forgotten_so_the_next_attempt_gets_another()
    {
        var rig = new GmailRig(GmailRig.Refreshing);
        await rig.Send();
        rig.Simulator.Faults.Script(Error(401, "authError", "Invalid Credentials"), "gmail.users.messages.send");
        (await GmailRig.FaultOf(() => rig.Send())).IsUnauthorized.ShouldBeTrue();
        await rig.Send();
        rig.Harness.Exchanges.Count(one => one.Address.AbsolutePath == "/token").ShouldBe(2);
        rig.Last.Authorization.ShouldNotBe(rig.Harness.Exchanges[1].Authorization);
    }

    [Fact]
    public async Task Given_token_is_used_until_it_is_refused_then_a_fresh_one()
    {
        var rig = new GmailRig(new Dictionary<string, string>(GmailRig.Refreshing) { ["AccessToken"] = "given" });
        await rig.Send();
        rig.Last.Authorization.ShouldBe("Bearer given");
        rig.Simulator.Faults.Script(Error(401, "authError", "Invalid Credentials"));
        await GmailRig.FaultOf(() => rig.Send());
        await rig.Send();
        rig.Last.Authorization!.ShouldStartWith("Bearer ya29.");

        // A refused fresh token does not bring the given one back.
        rig.Simulator.Faults.Script(Error(401, "authError", "Invalid Credentials"));
        await GmailRig.FaultOf(() => rig.Send());
        await rig.Send();
        rig.Last.Authorization!.ShouldStartWith("Bearer ya29.");
    }

    [Fact]
    public async Task Revoked_refresh_token_needs_a_new_connection_and_nothing_was_sent()
    {
        var rig = new GmailRig(GmailRig.Refreshing);
        rig.Simulator.Faults.Script(
            SimulatorFault.Answer(400, body: """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"""), "oauth2.token");
        var fault = await GmailRig.FaultOf(() => rig.Send());
        fault.Code.ShouldBe(ErrorCode.ReconnectRequired);
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.ProviderCode.ShouldBe("invalid_grant");
        fault.IsUnauthorized.ShouldBeFalse();
        rig.Simulator.Received.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(503, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    public async Task Broken_token_endpoint_means_nothing_was_sent(int status, string body)
    {
        var rig = new GmailRig(GmailRig.Refreshing);
        rig.Simulator.Faults.Script(SimulatorFault.Answer(status, body: body), "oauth2.token");
        var fault = await GmailRig.FaultOf(() => rig.Send());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.ProviderUnavailable);
    }

    [Fact]
    public async Task Lost_answer_of_the_token_endpoint_means_nothing_was_sent()
    {
        var rig = new GmailRig(GmailRig.Refreshing);
        rig.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "oauth2.token");
        (await GmailRig.FaultOf(() => rig.Send())).Verdict.ShouldBe(Verdict.NotSent);
    }

    [Fact]
    public void Simulated_token_endpoint_names_what_is_missing()
    {
        var reply = new GmailRig().Simulator.Handle(new SimulatorRequest
        {
            Method = "POST",
            Path = "/token",
            Root = "http://localhost",
            Headers = new Dictionary<string, string>(),
            Body = "grant_type=refresh_token&client_id=c&client_secret=s"u8.ToArray(),
        });
        reply.Status.ShouldBe(400);
        System.Text.Encoding.UTF8.GetString(reply.Body.Span).ShouldContain("refresh_token");
    }

    [Fact]
    public async Task Canonical_key_of_a_send_leaves_date_and_ids_out()
    {
        // Half of all sends fail, by a hash of what is sent: the same mail meets the same fate in another call at another time.
        var (one, other) = (new GmailRig(seed: 3), new GmailRig(seed: 3));
        other.Clock.Advance(TimeSpan.FromDays(1));
        await other.Gmail.GetProfileAsync(new GetProfile(), Ct);
        one.Simulator.Faults.Chance(0.5, SimulatorFault.Answer(500));
        other.Simulator.Faults.Chance(0.5, SimulatorFault.Answer(500));
        (await Fates(other)).ShouldBe(await Fates(one));

        static async Task<string> Fates(GmailRig rig)
        {
            var fates = "";
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    await rig.Send(subject: $"n{i}");
                    fates += "+";
                }
                catch (ProviderException)
                {
                    fates += "-";
                }
            }

            fates.ShouldContain("+");
            fates.ShouldContain("-");
            return fates;
        }
    }

    [Fact]
    public void Surprise_scopes_gmail_send_may_not_read_the_profile_and_metadata_may_not_search()
    {
        Action(nameof(IGmail.GetProfileAsync)).Scopes.ShouldNotContain(GmailScopes.Send);
        Action(nameof(IGmail.SendAsync)).ReadBackScopes.ShouldNotContain(GmailScopes.Metadata);
        Action(nameof(IGmail.SendAsync)).ReadBackScopes.ShouldBe(
            ["https://www.googleapis.com/auth/gmail.readonly", "https://www.googleapis.com/auth/gmail.modify", "https://mail.google.com/"]);
    }

    [Fact]
    public void Costs_are_those_of_the_table_since_May_2026()
    {
        var costs = typeof(IGmail).GetMethods().ToDictionary(method => method.Name, method => method.GetCustomAttribute<CostAttribute>()!.Units);
        costs.ShouldBe(
            new Dictionary<string, int>
            {
                ["SendAsync"] = 100,
                ["GetProfileAsync"] = 1,
                ["ListMessagesAsync"] = 5,
                ["GetMessageAsync"] = 20,
                ["CreateDraftAsync"] = 10,
                ["ModifyMessageAsync"] = 5,
                ["ListLabelsAsync"] = 1,
            },
            ignoreOrder: true);
    }

    private static ActionAttribute Action(string method) => typeof(IGmail).GetMethod(method)!.GetCustomAttribute<ActionAttribute>()!;

    private static SimulatorFault Error(int status, string reason, string message) => SimulatorFault.Answer(
        status,
        body: $$"""{"error":{"code":{{status}},"message":"{{message}}","errors":[{"domain":"usageLimits","reason":"{{reason}}","message":"{{message}}"}] } }""");
}

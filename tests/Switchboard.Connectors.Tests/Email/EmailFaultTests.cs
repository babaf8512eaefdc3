using Switchboard.Calls;
using Switchboard.Connectors.Email;
using Switchboard.Simulation;
using Switchboard.Testing;

namespace Switchboard.Connectors.Tests.Email;

public sealed class EmailFaultTests
{
    private static readonly string[] Stages = ["CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "MESSAGE"];

    public static TheoryData<string> EveryStage => [.. Stages];

    public static TheoryData<string> BeforeTheMail => [.. Stages.SkipLast(1)];

    [Theory]
    [MemberData(nameof(EveryStage))]
    public async Task A_4yz_anywhere_is_not_sent_and_not_tried_at_once(string stage)
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("email").Faults.Script(SimulatorFault.Answer(451, body: "4.3.0 Temporary"), stage);

        var error = await ErrorAsync(host);

        (error.Code, error.ProviderCode, error.Retryable, error.RetryAfter).ShouldBe((ErrorCode.ProviderUnavailable, "451 4.3.0", true, TimeSpan.FromMinutes(5)));
        host.Received("email").Count(request => request.Method == "CONNECT").ShouldBe(1, "greylisting counts a try at once against us");
    }

    [Theory]
    [MemberData(nameof(EveryStage))]
    public async Task A_5yz_anywhere_is_a_no(string stage)
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("email").Faults.Script(SimulatorFault.Answer(554, body: "5.7.1 No"), stage);

        var error = await ErrorAsync(host);

        (error.Code, error.ProviderCode, error.Retryable).ShouldBe((ErrorCode.ProviderRejected, "554 5.7.1", false));
        host.Received("email").Count(request => request.Method == "CONNECT").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EveryStage))]
    public async Task A_421_anywhere_is_a_server_that_closes(string stage)
    {
        var email = new EmailBench();
        email.Answer(stage, 421, "4.3.2 Shutting down");

        var fault = await email.FaultAsync();

        (fault.Verdict, fault.Code, fault.TripsBreaker, fault.RetryAfter).ShouldBe((Verdict.NotSent, ErrorCode.ProviderUnavailable, true, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [MemberData(nameof(BeforeTheMail))]
    public async Task A_connection_lost_before_the_mail_is_not_sent_and_tried_again(string stage)
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        host.Simulator("email").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), stage);

        await host.Get<IEmail>().SendAsync(EmailBench.Hello, EmailBench.Ct);

        host.Received("email").Count(request => request.Method == "CONNECT").ShouldBe(2);
        host.Received("email").Count(request => request.Method == "MESSAGE").ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_refused_is_tried_again()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        host.Simulator("email").Faults.Script(SimulatorFault.On(WireFault.ConnectRefused));

        (await host.Get<IEmail>().SendAsync(EmailBench.Hello, EmailBench.Ct)).Accepted.ShouldBe(["ada@example.com"]);
    }

    [Theory]
    [InlineData(WireFault.AnswerLost)]
    [InlineData(WireFault.Truncated)]
    public async Task An_answer_lost_after_the_final_dot_is_in_doubt_and_never_sent_again(WireFault wire)
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("email").Faults.Script(SimulatorFault.On(wire), "MESSAGE");

        (await ErrorAsync(host)).Code.ShouldBe(ErrorCode.InDoubt);

        host.Received("email").Count(request => request.Method == "MESSAGE").ShouldBe(1);
    }

    [Theory]
    [InlineData(250, "<html>", true)]
    [InlineData(200, "fine", false)]
    [InlineData(354, "go on", false)]
    public async Task Only_250_says_that_a_mail_was_taken(int code, string text, bool isTaken)
    {
        var email = new EmailBench();
        email.Answer("MESSAGE", code, text);

        if (isTaken)
        {
            (await email.SendAsync(EmailBench.Hello)).Accepted.ShouldBe(["ada@example.com"]);
        }
        else
        {
            (await email.FaultAsync()).Verdict.ShouldBe(Verdict.InDoubt);
        }
    }

    [Theory]
    [InlineData("CONNECT", 250)]
    [InlineData("EHLO", 220)]
    [InlineData("STARTTLS", 250)]
    [InlineData("AUTH", 250)]
    [InlineData("MAIL", 354)]
    [InlineData("RCPT", 354)]
    [InlineData("DATA", 250)]
    public async Task A_yes_to_another_question_is_no_yes_and_nothing_is_sent(string stage, int code)
    {
        var email = new EmailBench();
        email.Answer(stage, code, "what?");

        (await email.FaultAsync()).Verdict.ShouldBe(Verdict.NotSent);
        email.Simulator.Office.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_says_nothing_after_the_final_dot_leaves_it_in_doubt_and_before_it_not()
    {
        foreach (var (stage, code) in new[] { ("MESSAGE", ErrorCode.InDoubt), ("RCPT", ErrorCode.TimedOut) })
        {
            await using var host = SwitchboardTest.Create();
            using var caller = host.Clock.Join();
            for (var tries = 0; tries < 4; tries++)
            {
                host.Simulator("email").Faults.Script(SimulatorFault.Slow(TimeSpan.FromHours(1)), stage);
            }

            (await ErrorAsync(host)).Code.ShouldBe(code);
        }
    }

    [Fact]
    public async Task A_spam_filter_says_no_after_the_whole_mail_and_that_is_a_no()
    {
        var fault = await new EmailBench().FaultAsync(EmailBench.Hello with { To = ["any@spamtrap.example"] });

        (fault.Verdict, fault.ProviderCode).ShouldBe((Verdict.Rejected, "554 5.7.1"));
    }

    [Fact]
    public async Task A_stopped_caller_learns_that_nothing_was_sent_or_that_it_may_have_been()
    {
        foreach (var (stage, status) in new[] { ("RCPT", ExecutionStatus.Cancelled), ("MESSAGE", ExecutionStatus.InDoubt) })
        {
            await using var host = SwitchboardTest.Create();
            host.Simulator("email").Faults.Script(SimulatorFault.Slow(TimeSpan.FromHours(1)), stage);
            using var stop = new CancellationTokenSource();
            var sending = host.Get<IEmail>().SendAsync(EmailBench.Hello, stop.Token);
            await host.Clock.WhenWaitingAsync(1, EmailBench.Ct);
            await stop.CancelAsync();

            (await Record.ExceptionAsync(() => sending)).ShouldBeOfType<CallCancelledException>().Outcome.Status.ShouldBe(status);
        }
    }

    [Fact]
    public async Task What_the_server_says_of_an_address_is_not_stored()
    {
        await using var host = SwitchboardTest.Create();
        await Should.ThrowAsync<ConnectorException>(() => host.Get<IEmail>().SendAsync(EmailBench.Hello with { To = ["nobody@gone.invalid"] }, EmailBench.Ct));

        var row = (await host.Gateway.Ledger.ListAsync(new Ledger.ExecutionQuery(), EmailBench.Ct)).Items.Single();
        System.Text.Encoding.UTF8.GetString(row.Error.Span).ShouldNotContain("nobody@gone.invalid");
    }

    private static async Task<CallError> ErrorAsync(TestHost host) =>
        (await Should.ThrowAsync<ConnectorException>(() => host.Get<IEmail>().SendAsync(EmailBench.Hello, EmailBench.Ct))).Error;
}

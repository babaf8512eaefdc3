using Switchboard.Calls;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Twilio;
using Switchboard.Ledger;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests;

public sealed class SwitchboardTestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_simulated_and_what_each_simulator_received_can_be_seen()
    {
        await using var host = SwitchboardTest.Create(seed: 1);

        await host.Get<ISlack>().PostMessageAsync(new PostMessage("C123", "hi"), Ct);
        await host.Get<ITwilio>().SendSmsAsync(new SendSms("+14155550123", "+15005550006", "hi"), Ct);
        await host.Get<IGmail>().SendAsync(new SendMessage(["ada@example.com"], "hi", "hello"), Ct);

        host.Received("slack").Single().Form()["text"].ShouldBe("hi");
        host.Received("twilio").Single().Form()["To"].ShouldBe("+14155550123");
        host.Received("gmail").Single().Path.ShouldEndWith("/messages/send");
        (await host.Gateway.Ledger.ListAsync(new ExecutionQuery(), Ct)).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids_and_another_seed_others()
    {
        async Task<(string Message, Guid Row)> RunAsync(long seed)
        {
            await using var host = SwitchboardTest.Create(seed);
            var sent = await host.Get<ITwilio>().SendSmsAsync(new SendSms("+14155550123", "+15005550006", "hi"), Ct);
            return (sent.Sid, (await host.Gateway.Ledger.ListAsync(new ExecutionQuery(), Ct)).Items.Single().Id);
        }

        (await RunAsync(1)).ShouldBe(await RunAsync(1));
        (await RunAsync(2)).Message.ShouldNotBe((await RunAsync(1)).Message);
    }

    [Fact]
    public async Task A_mail_whose_answer_was_lost_is_proved_by_its_message_id()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("gmail").Faults.Script(SimulatorFault.On(WireFault.AnswerLost));

        var sent = await host.Get<IGmail>().SendAsync(new SendMessage(["ada@example.com"], "hi", "hello"), Ct);

        sent.Id.ShouldNotBeEmpty();
        host.Received("gmail").Count(request => request.Method == "POST").ShouldBe(1, "a look-up never licenses a second send");
    }

    [Fact]
    public async Task Mail_goes_sixty_a_minute_and_no_faster()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        using var run = host.Gateway.BeginRun("agent", null, "mail", new CallOptions { OnBusy = OnBusy.Wait });

        for (var i = 0; i < 121; i++)
        {
            await host.Get<IGmail>().SendAsync(new SendMessage([$"p{i}@example.com"], "hi", "hello"), Ct);
        }

        (host.Clock.GetUtcNow() - host.Clock.Start).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task What_a_contract_checks_itself_is_refused_unsent()
    {
        await using var host = SwitchboardTest.Create();

        var thrown = await Should.ThrowAsync<ConnectorException>(() =>
            host.Get<ISlack>().ScheduleMessageAsync(new ScheduleMessage("C123", "hi", host.Clock.GetUtcNow().AddDays(-1)), Ct));

        thrown.Outcome.Status.ShouldBe(ExecutionStatus.Refused);
        thrown.Error.Paths.Single().Path.ShouldBe("$.postAt");
        host.Received("slack").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_header_cannot_be_smuggled_into_a_subject()
    {
        await using var host = SwitchboardTest.Create();

        var thrown = await Should.ThrowAsync<ConnectorException>(() =>
            host.Get<IGmail>().SendAsync(new SendMessage(["ada@example.com"], "hi\r\nBcc: eve@example.com", "hello"), Ct));

        thrown.Error.Paths.Single().Path.ShouldBe("$.subject");
        host.Received("gmail").ShouldBeEmpty();
    }

    [Fact]
    public void Every_action_of_the_package_is_documented_marked_and_classified()
    {
        foreach (var connector in Microsoft.Extensions.DependencyInjection.ConnectorRegistration.All)
        {
            connector.Descriptor.Description.ShouldNotBeEmpty();
            foreach (var action in connector.Descriptor.Actions)
            {
                action.Description.Length.ShouldBeGreaterThan(20, action.FullName);
                System.Text.Json.JsonElement.Parse(action.InputSchema).GetProperty("type").GetString().ShouldBe("object", action.FullName);
                (action.Repeat == Contracts.Repeat.Read).ShouldBe(action.Effect == Contracts.Effect.Read, action.FullName);
            }
        }
    }
}

using System.Net;
using Switchboard.Calls;
using Switchboard.Connectors.Twilio;

namespace Switchboard.Connectors.Tests.Twilio;

/// <summary>What reads put on the wire and make of the answers.</summary>
public sealed class TwilioReadTests
{
    private const string Messages = "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages";
    private readonly TwilioBench _bench = new();

    [Fact]
    public async Task GetMessage_reads_text_counts_and_RFC_2822_dates()
    {
        var sent = await _bench.SendAsync(body: new string('x', 161));
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        var message = await _bench.GetAsync(sent.Sid);

        _bench.Last.Method.ShouldBe("GET");
        _bench.Last.Address.AbsoluteUri.ShouldBe($"{Messages}/{sent.Sid}.json");
        _bench.Last.ResponseText.ShouldContain("\"num_segments\":\"2\"");
        _bench.Last.ResponseText.ShouldContain("\"date_created\":\"Tue, 01 Dec 2026 09:00:00 \\u002B0000\"");
        message.ShouldBe(new Message(
            sent.Sid, "delivered", "+14155550123", TwilioBench.Sender, new string('x', 161), "outbound-api", null, null,
            TestClock.DefaultStart, TestClock.DefaultStart.AddSeconds(2), 2, 0, null, -0.015m, "USD"));
    }

    [Theory]
    [InlineData(0, "queued")]
    [InlineData(1, "sending")]
    [InlineData(2, "sent")]
    [InlineData(5, "delivered")]
    public async Task A_message_progresses_with_the_clock(int seconds, string status)
    {
        var sent = await _bench.SendAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var message = await _bench.GetAsync(sent.Sid);
        message.Status.ShouldBe(status);
        message.DateSent.HasValue.ShouldBe(seconds >= 2);
    }

    [Theory]
    [InlineData("+12125550133", 30003)]
    [InlineData("+12125550135", 30005)]
    [InlineData("+12125550138", 30008)]
    public async Task Some_numbers_are_never_reached(string to, int code)
    {
        var sent = await _bench.SendAsync(to);
        (await _bench.GetAsync(sent.Sid)).ErrorCode.ShouldBeNull();
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        var message = await _bench.GetAsync(sent.Sid);
        message.Status.ShouldBe("undelivered");
        message.ErrorCode.ShouldBe(code);
        message.ErrorMessage.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_unknown_message_is_20404()
    {
        var fault = await TwilioBench.FaultOf(() => _bench.GetAsync("SM00000000000000000000000000000000"));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.ProviderCode.ShouldBe("20404");
        fault.HttpStatus.ShouldBe(404);
    }

    [Fact]
    public async Task Another_account_does_not_see_it()
    {
        var sent = await _bench.SendAsync();
        var response = await _bench.RawAsync(
            HttpMethod.Get, $"https://api.twilio.com/2010-04-01/Accounts/ACffffffffffffffffffffffffffffffff/Messages/{sent.Sid}.json");
        response.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_request_without_authentication_is_20003()
    {
        var response = await _bench.RawAsync(HttpMethod.Get, Messages + ".json", authenticated: false);
        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response.Text.ShouldBe("""{"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401}""");
    }

    [Fact]
    public async Task ListMessages_is_newest_first_and_filters()
    {
        var old = await _bench.SendAsync("+14155550100", "old");
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var @new = await _bench.SendAsync("+14155550101", "new", "12345");

        (await _bench.ListAsync()).Messages.Select(message => message.Sid).ShouldBe([@new.Sid, old.Sid]);
        _bench.Last.Address.AbsoluteUri.ShouldBe(Messages + ".json");
        (await _bench.ListAsync(new ListMessages(To: "+14155550100", PageSize: 7))).Messages.Single().Sid.ShouldBe(old.Sid);
        _bench.Last.Address.AbsoluteUri.ShouldBe(Messages + ".json?To=%2B14155550100&PageSize=7");
        (await _bench.ListAsync(new ListMessages(From: "12345"))).Messages.Single().Sid.ShouldBe(@new.Sid);
        (await _bench.ListAsync(new ListMessages(To: "+14155550999"))).ShouldSatisfyAllConditions(
            page => page.Messages.ShouldBeEmpty(), page => page.NextPageToken.ShouldBeNull());
    }

    [Fact]
    public async Task Next_page_uri_is_relative_and_null_at_the_end()
    {
        for (var i = 0; i < 5; i++)
        {
            await _bench.SendAsync(body: "message " + i);
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await _bench.ListAsync(new ListMessages(To: "+14155550123", PageSize: 2, PageToken: token));
            seen.AddRange(page.Messages.Select(message => message.Sid));
            token = page.NextPageToken;
            _bench.Last.ResponseText.ShouldContain(
                token is null ? "\"next_page_uri\":null" : "\"next_page_uri\":\"/2010-04-01/Accounts/");
        }
        while (token is not null);

        seen.Distinct().Count().ShouldBe(5);
        _bench.Last.Address.Query.ShouldStartWith("?To=%2B14155550123&PageSize=2&Page=2&PageToken=PASM");
        _bench.Last.ResponseText.ShouldContain("PageToken=PBSM");
        seen.ShouldBe([.. seen.Order(StringComparer.Ordinal)], customMessage: "one instant: ties go by id");
    }

    [Fact]
    public async Task A_page_stays_where_it_was_when_new_messages_come()
    {
        await _bench.SendAsync(body: "one");
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.SendAsync(body: "two");
        var first = await _bench.ListAsync(new ListMessages(PageSize: 1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.SendAsync(body: "three");
        (await _bench.ListAsync(new ListMessages(PageSize: 1, PageToken: first.NextPageToken))).Messages.Single().Body.ShouldBe("one");
    }

    [Theory]
    [InlineData("PageSize=0")]
    [InlineData("PageSize=1001")]
    [InlineData("Page=-1")]
    [InlineData("Page=1&PageToken=PASM00000000000000000000000000000000")]
    [InlineData("Page=1&PageToken=P")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        await _bench.SendAsync();
        (await _bench.RawAsync(HttpMethod.Get, $"{Messages}.json?{query}")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Content_templates_are_listed_and_fetched()
    {
        var list = await _bench.RawAsync(HttpMethod.Get, "https://content.twilio.com/v1/Content?PageSize=2");
        list.Text.ShouldContain("order_update");
        list.Text.ShouldContain("\"next_page_url\":\"https://content.twilio.com/v1/Content?PageSize=2\\u0026Page=1\"");
        (await _bench.RawAsync(HttpMethod.Get, "https://content.twilio.com/v1/Content?PageSize=2&Page=1")).Text.ShouldContain("\"next_page_url\":null");
        var one = await _bench.RawAsync(HttpMethod.Get, "https://content.twilio.com/v1/Content/HX00000000000000000000000000000002");
        one.Text.ShouldContain("appointment_reminder");
        (await _bench.RawAsync(HttpMethod.Get, "https://content.twilio.com/v1/Content/HX00000000000000000000000000000009")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}

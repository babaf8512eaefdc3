using System.Text;
using Switchboard.Connectors.WhatsApp;

namespace Switchboard.Connectors.Tests.WhatsApp;

/// <summary>What sends put on the wire, and what becomes of the messages.</summary>
public sealed class WhatsAppSendTests
{
    private readonly WhatsAppBench _bench = new();

    [Fact]
    public async Task SendMessage_posts_JSON_to_the_numbers_messages_in_the_current_version()
    {
        var sent = await _bench.SendAsync(body: "Hello & goodbye");

        _bench.Last.Method.ShouldBe("POST");
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://graph.facebook.com/v26.0/106540352242922/messages");
        _bench.Last.Authorization.ShouldBe("Bearer EAAsimulatedWhatsAppToken");
        _bench.Last.RequestType.ShouldBe("application/json");
        _bench.Last.RequestText.ShouldBe(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"\u002B14155550123","type":"text","text":{"body":"Hello \u0026 goodbye","preview_url":false}}""");
        sent.WaId.ShouldBe("14155550123");
        sent.Status.ShouldBeNull();
    }

    [Fact]
    public async Task SendTemplate_posts_values_by_number_in_their_order_ten_after_nine()
    {
        await Should.ThrowAsync<Calls.ProviderException>(() => _bench.TemplateAsync("order_update", "en_US", [.. Enumerable.Range(1, 10).Reverse().Select(i => ($"{i}", $"v{i}"))]));

        _bench.Last.RequestText.ShouldEndWith(
            "\"template\":{\"name\":\"order_update\",\"language\":{\"code\":\"en_US\"},\"components\":[{\"type\":\"body\",\"parameters\":["
            + string.Join(',', Enumerable.Range(1, 10).Select(i => $"{{\"type\":\"text\",\"text\":\"v{i}\"}}")) + "]}]}}");
    }

    [Fact]
    public async Task Named_values_go_with_their_names_and_none_without_components()
    {
        var sent = await _bench.TemplateAsync("welcome", "en_US", ("name", "Ada"));
        _bench.Last.RequestText.ShouldContain("""{"type":"text","text":"Ada","parameter_name":"name"}""");
        sent.Status.ShouldBe("accepted");

        await _bench.TemplateAsync("hello_world", "en_US");
        _bench.Last.RequestText.ShouldNotContain("components");
    }

    [Fact]
    public async Task The_id_embeds_the_recipients_number_and_so_is_a_recipient()
    {
        var sent = await _bench.SendAsync();

        sent.Id.ShouldStartWith("wamid.");
        Encoding.ASCII.GetString(Convert.FromBase64String(sent.Id["wamid.".Length..])).ShouldContain("14155550123");
        var marks = WhatsAppConnector.Binding.Descriptor.Actions.Select(action => action.OutputMarks.Fields["id"].Mark);
        marks.ShouldAllBe(mark => mark == Contracts.Mark.Recipient);
    }

    [Fact]
    public async Task The_app_secret_proves_every_request_where_it_is_given()
    {
        var bench = new WhatsAppBench(set: "proof");
        await bench.SendAsync();

        bench.Last.Address.Query.ShouldBe("?appsecret_proof=" + Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData("00000000000000000000000000000001"u8, "EAAsimulatedWhatsAppToken"u8)));
        _bench.Graph.Exchanges.ShouldAllBe(exchange => exchange.Address.Query == "");
    }

    [Fact]
    public async Task Another_version_can_be_set_since_versions_expire()
    {
        var bench = new WhatsAppBench(more: ("GraphVersion", "v27.0"));
        await bench.SendAsync();
        bench.Last.Address.AbsolutePath.ShouldStartWith("/v27.0/");
    }

    [Fact]
    public async Task Free_text_to_somebody_who_has_not_written_is_taken_and_then_fails_with_131047()
    {
        // Numbers with an odd last digit have not written.
        var sent = await _bench.SendAsync("+14155550123");
        sent.Id.ShouldNotBeEmpty();
        _bench.StatusesOf(sent).ShouldBeEmpty();

        _bench.Graph.Clock.Advance(TimeSpan.FromSeconds(2));
        var failed = _bench.StatusesOf(sent).ShouldHaveSingleItem();
        failed.GetProperty("status").GetString().ShouldBe("failed");
        failed.GetProperty("errors")[0].GetProperty("code").GetInt32().ShouldBe(131047);
        failed.GetProperty("timestamp").GetString().ShouldBe(TestClock.DefaultStart.AddSeconds(1).ToUnixTimeSeconds().ToString());
    }

    [Fact]
    public async Task The_window_opens_when_a_person_writes_and_closes_24_hours_later()
    {
        _bench.Write("14155550123");
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(24));
        var inside = await _bench.SendAsync();
        _bench.Graph.Clock.Advance(TimeSpan.FromSeconds(1));
        var outside = await _bench.SendAsync();
        _bench.Graph.Clock.Advance(TimeSpan.FromMinutes(1));

        _bench.StatusesOf(inside).Select(status => status.GetProperty("status").GetString()).Take(2).ShouldBe(["sent", "delivered"]);
        _bench.StatusesOf(outside).Single().GetProperty("status").GetString().ShouldBe("failed");
    }

    [Fact]
    public async Task Even_numbers_wrote_an_hour_before_the_account_began()
    {
        var sent = await _bench.SendAsync("+14155550124");
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(24));
        var late = await _bench.SendAsync("+14155550124");
        _bench.Graph.Clock.Advance(TimeSpan.FromMinutes(1));

        _bench.StatusesOf(sent).First().GetProperty("status").GetString().ShouldBe("sent");
        _bench.StatusesOf(late).Single().GetProperty("errors")[0].GetProperty("code").GetInt32().ShouldBe(131047);
    }

    [Fact]
    public async Task A_template_reaches_anybody_at_any_time()
    {
        var sent = await _bench.TemplateAsync("order_update", "de", ("1", "A-7"), ("2", "unterwegs"));
        _bench.Graph.Clock.Advance(TimeSpan.FromMinutes(30));
        _bench.StatusesOf(sent).Take(2).Select(status => status.GetProperty("status").GetString()).ShouldBe(["sent", "delivered"]);
        _bench.Graph.Save().GetRawText().ShouldContain("Ihre Bestellung A-7 ist unterwegs.");
    }

    [Fact]
    public async Task Whatsapp_has_no_idempotency_so_a_repeat_sends_again()
    {
        var first = await _bench.SendAsync();
        (await _bench.SendAsync()).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        static async Task<string[]> SendAllAsync(IEnumerable<int> calls)
        {
            var bench = new WhatsAppBench();
            var sent = await Task.WhenAll(calls.Select(call => Task.Run(() => bench.SendAsync($"+141555502{call % 40:D2}"))));
            return [.. sent.Select(one => one.Id).Order(StringComparer.Ordinal)];
        }

        var forward = await SendAllAsync(Enumerable.Range(0, 64));
        (await SendAllAsync(Enumerable.Range(0, 64).Reverse())).ShouldBe(forward);
        forward.Distinct().Count().ShouldBe(64);
        (await new WhatsAppBench(seed: 2).SendAsync()).Id.ShouldNotBe((await new WhatsAppBench().SendAsync()).Id);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        _bench.Write("14155550123");
        var sent = await _bench.SendAsync();
        var after = new WhatsAppBench(seed: 1);
        after.Graph.Simulator.Load(_bench.Graph.Save());

        after.Graph.Save().GetRawText().ShouldBe(_bench.Graph.Save().GetRawText());
        after.Graph.Clock.Advance(TimeSpan.FromMinutes(1));
        after.StatusesOf(sent).First().GetProperty("status").GetString().ShouldBe("sent", "that the person wrote is kept");
        (await after.SendAsync()).Id.ShouldBe((await _bench.SendAsync()).Id, "the count of equal calls is kept");
    }

    [Fact]
    public void Templates_are_listed_page_by_page_and_the_last_page_has_a_cursor_but_no_next()
    {
        List<string> names = [];
        string? after = "";
        while (after is not null)
        {
            var page = _bench.Graph.Ask($"/v26.0/419561257915477/message_templates?limit=3&after={Uri.EscapeDataString(after)}");
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(template => template.GetProperty("name").GetString()!));
            var paging = page.GetProperty("paging");
            paging.GetProperty("cursors").GetProperty("after").GetString().ShouldNotBeNullOrEmpty();
            after = paging.TryGetProperty("next", out _) ? paging.GetProperty("cursors").GetProperty("after").GetString() : null;
        }

        names.Count.ShouldBe(WhatsAppTemplates.All.Count);
        _bench.Graph.Ask("/v26.0/419561257915477/message_templates?name=welcome").GetProperty("data").GetArrayLength().ShouldBe(1);
        _bench.Graph.Ask($"/v26.0/{WhatsAppBench.Number}?fields=verified_name").GetRawText().ShouldBe("""{"verified_name":"Example Works","id":"106540352242922"}""");
    }
}

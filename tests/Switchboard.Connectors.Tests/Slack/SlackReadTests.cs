using Switchboard.Connectors.Slack;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackReadTests
{
    private readonly SlackBench _slack = new();

    [Fact]
    public async Task Lists_public_channels_without_the_archived_ones()
    {
        var page = await _slack.NewCall().ListChannelsAsync(new ListChannels(), SlackBench.Ct);

        _slack.Last.Method.ShouldBe("POST");
        _slack.Last.Address.AbsolutePath.ShouldBe("/api/conversations.list");
        _slack.Last.Authorization.ShouldBe("Bearer " + SlackBench.Token);
        _slack.Last.RequestText.ShouldBe("exclude_archived=true");
        page.Channels.Select(channel => channel.Name).ShouldBe(["general", "marketing", "launch", "sales", "support", "random"]);
        page.Channels.ShouldAllBe(channel => channel.IsMember == (channel.Name != "random") && channel.UserId == null);
        page.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_next_cursor_is_the_end_and_a_short_page_is_not()
    {
        List<string> names = [];
        List<int> sizes = [];
        string? cursor = null;
        do
        {
            var page = await _slack.NewCall().ListChannelsAsync(new ListChannels(cursor, 2), SlackBench.Ct);
            names.AddRange(page.Channels.Select(channel => channel.Name));
            sizes.Add(page.Channels.Count);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        names.ShouldBe(["general", "marketing", "launch", "sales", "support", "random"]);
        sizes.ShouldBe([2, 1, 2, 1]);
        SlackBench.Form(_slack.Last).All.Select(field => field.Key).ShouldBe(["cursor", "limit", "exclude_archived"]);
        _slack.Last.ResponseText.ShouldContain("\"next_cursor\":\"\"");
    }

    [Fact]
    public async Task Direct_messages_have_no_name_and_say_with_whom()
    {
        var page = await _slack.NewCall().ListChannelsAsync(new ListChannels(Types: "im,private_channel"), SlackBench.Ct);

        page.Channels[0].Name.ShouldBe("leadership");
        var direct = page.Channels[1];
        direct.Id.ShouldStartWith("D");
        direct.Name.ShouldBe("");
        direct.IsMember.ShouldBeTrue();
        var user = await _slack.NewCall().GetUserAsync(new GetUser(direct.UserId.ShouldNotBeNull()), SlackBench.Ct);
        user.Id.ShouldBe(direct.UserId);
        await _slack.NewCall().PostMessageAsync(new PostMessage(direct.Id, "hi"), SlackBench.Ct);
    }

    [Theory]
    [InlineData("cursor=x", "invalid_cursor")]
    [InlineData("limit=1000", "invalid_limit")]
    [InlineData("limit=0", "invalid_limit")]
    [InlineData("types=everything", "invalid_types")]
    public void Bad_paging_is_refused(string form, string error) =>
        _slack.Ask("/api/conversations.list", form).GetProperty("error").GetString().ShouldBe(error);

    [Fact]
    public async Task Reads_a_person()
    {
        var id = _slack.Ask("/api/conversations.list").GetProperty("channels")[0].GetProperty("creator").GetString()!;
        var user = await _slack.NewCall().GetUserAsync(new GetUser(id), SlackBench.Ct);

        _slack.Last.Address.AbsolutePath.ShouldBe("/api/users.info");
        _slack.Last.RequestText.ShouldBe("user=" + id);
        user.ShouldBe(new User(id, "ada", "Ada Okafor", false, "ada@example.com", "Europe/London"));
    }

    [Fact]
    public async Task A_bot_has_no_address()
    {
        var id = _slack.Ask("/api/auth.test").GetProperty("user_id").GetString()!;
        var user = await _slack.NewCall().GetUserAsync(new GetUser(id), SlackBench.Ct);
        user.IsBot.ShouldBeTrue();
        user.Email.ShouldBeNull();
    }

    [Fact]
    public async Task A_person_is_read_from_the_profile_where_the_user_has_no_name_of_its_own()
    {
        _slack.Answer("""{"ok":true,"user":{"id":"U1A","name":"x","profile":{"real_name":"X Y"}}}""");
        (await _slack.NewCall().GetUserAsync(new GetUser("U1A"), SlackBench.Ct)).ShouldBe(new User("U1A", "x", "X Y", false));
    }

    [Fact]
    public async Task Nobody_is_user_not_found() =>
        (await SlackBench.FaultOf(() => _slack.NewCall().GetUserAsync(new GetUser("nobody"), SlackBench.Ct))).ProviderCode.ShouldBe("user_not_found");

    [Fact]
    public void Auth_test_says_who_we_are()
    {
        var answer = _slack.Ask("/auth.test");
        answer.GetProperty("team").GetString().ShouldBe("Example Works");
        answer.GetProperty("bot_id").GetString().ShouldNotBeNull().ShouldStartWith("B");
    }
}

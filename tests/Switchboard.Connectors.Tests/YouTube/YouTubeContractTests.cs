using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Simulation;
using Switchboard.Transport;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>The contract through the whole gateway.</summary>
public sealed class YouTubeContractTests
{
    private const string Video = """{"title":"Launch","description":"","content":"aGVsbG8="}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("title", "\"\"", "$.title")]
    [InlineData("title", "\" \"", "$.title")]
    [InlineData("title", "\"a<b\"", "$.title")]
    [InlineData("description", "\"a>b\"", "$.description")]
    [InlineData("content", "\"not base64\"", "$.content")]
    [InlineData("content", "\"\"", "$.content")]
    [InlineData("file", "\"a.mp4\"", "$")]
    [InlineData("privacyStatus", "\"secret\"", "$.privacyStatus")]
    [InlineData("publishAt", "\"2026-02-01T09:00:00Z\"", "$.publishAt")]
    [InlineData("categoryId", "\"news\"", "$.categoryId")]
    [InlineData("contentType", "\"image/png\"", "$.contentType")]
    [InlineData("tags", "[\"\"]", "$.tags[0]")]
    public async Task Bad_input_is_refused_before_anything_is_sent(string field, string value, string path)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await Call(host, "publishPost", With(field, value));
        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        outcome.Error.Paths.ShouldContain(error => error.Path == path);
        host.Received("youtube").ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_name_the_limit_and_the_size()
    {
        await using var host = SwitchboardTest.Create();
        async Task<string> Told(string field, string value) =>
            (await Call(host, "publishPost", With(field, JsonSerializer.Serialize(value)))).Error!.Paths.Single().Message;

        (await Told("title", new string('x', 101))).ShouldBe("must have 1 to 100 characters; it has 101");
        (await Told("description", new string('ü', 2501))).ShouldBe("takes 5002 bytes of UTF-8; YouTube takes 5000");
        (await Told("privacyStatus", "secret")).ShouldContain("'public', 'unlisted', 'private'");
        var tags = await Call(host, "publishPost", With("tags", JsonSerializer.Serialize(Enumerable.Repeat("a tag of twenty char", 22))));
        tags.Error!.Paths.Single().Message.ShouldBe("take 505 characters together; YouTube takes 500");
        var past = await Call(host, "publishPost", """{"title":"a","description":"","content":"aGVsbG8=","privacyStatus":"private","publishAt":"2026-01-05T08:59:00Z"}""");
        past.Error!.Paths.Single().Message.ShouldBe("must be a time to come");
        var both = await Call(host, "publishPost", """{"title":"a","description":"","content":"aGVsbG8=","file":"../a.mp4"}""");
        both.Error!.Paths.Select(error => error.Message).ShouldBe(["give content or file, not both", "must lie below the upload directory, without '..'"]);
        (await Call(host, "publishPost", """{"title":"a","description":""}""")).Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        (await Call(host, "getVideoMetrics", """{"videoId":"short"}""")).Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        (await Call(host, "listVideos", """{"maxResults":51}""")).Error!.Code.ShouldBe(ErrorCode.InvalidInput);
    }

    [Theory]
    [InlineData("PUBLISH_POST")]
    [InlineData("publishPost")]
    public async Task Publishing_is_found_by_both_names(string name)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await Call(host, name, Video);
        outcome.Status.ShouldBe(ExecutionStatus.Completed, outcome.Error?.OperatorMessage);
        outcome.Output!.Value.GetProperty("id").GetString()!.ShouldMatch("^[A-Za-z0-9_-]{11}$");
    }

    [Theory]
    [InlineData("createCampaign")]
    [InlineData("adjustBudget")]
    [InlineData("getCampaignMetrics")]
    public async Task Campaigns_are_elsewhere_and_the_error_says_where(string action)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await Call(host, action, "{}");
        outcome.Error!.Code.ShouldBe(ErrorCode.UnknownAction);
        outcome.Error.Message.ShouldContain("google-ads." + action);
    }

    [Fact]
    public async Task A_file_without_an_upload_directory_of_that_name_fails_and_says_why()
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await Call(host, "publishPost", """{"title":"a","description":"","file":"nowhere.mp4"}""");
        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Message.ShouldContain("no such file is below the upload directory");
    }

    [Fact]
    public async Task An_upload_whose_answer_never_came_in_time_is_proved_by_its_session()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("youtube").Faults.Script(SimulatorFault.Slow(TimeSpan.FromSeconds(12)), YouTubeBench.Bytes);
        using var caller = host.Clock.Join();
        var outcome = await Call(host, "publishPost", Video);
        outcome.Status.ShouldBe(ExecutionStatus.Completed, outcome.Error?.OperatorMessage);
        host.Received("youtube").Count(request => request.Header("Content-Range") == "bytes 0-4/5").ShouldBe(1);
    }

    [Fact]
    public void Live_connections_follow_no_redirects_so_308_reaches_the_adapter()
    {
        using var handler = LiveHandler.Create();
        handler.ShouldBeOfType<SocketsHttpHandler>().AllowAutoRedirect.ShouldBeFalse();
    }

    private static string With(string field, string value)
    {
        var fields = JsonElement.Parse(Video).EnumerateObject().Where(property => property.Name != field)
            .Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}");
        return "{" + string.Join(',', fields.Append($"\"{field}\":{value}")) + "}";
    }

    private static Task<Outcome> Call(Testing.TestHost host, string action, string input) =>
        host.Gateway.CallAsync("youtube." + action, System.Text.Encoding.UTF8.GetBytes(input), new CallOptions(), Ct);
}

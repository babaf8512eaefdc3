using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Slack;
using Switchboard.Validation;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackUploadTests
{
    private static readonly byte[] Bytes = "a,b\r\n1,2\r\n"u8.ToArray();
    private static readonly UploadFile Report = new("C123", "report.csv", Convert.ToBase64String(Bytes), "The report", "Numbers");
    private readonly SlackBench _slack = new();

    [Fact]
    public async Task Asks_for_an_address_brings_the_bytes_there_and_completes()
    {
        var uploaded = await _slack.NewCall().UploadFileAsync(Report, SlackBench.Ct);

        uploaded.FileId.ShouldMatch("^F[A-Z0-9]{10}$");
        uploaded.Title.ShouldBe("The report");
        _slack.Exchanges.Count.ShouldBe(3);
        _slack.Exchanges.ShouldAllBe(wire => wire.Method == "POST");

        var ask = _slack.Exchanges[0];
        ask.Address.AbsolutePath.ShouldBe("/api/files.getUploadURLExternal");
        ask.RequestText.ShouldBe("filename=report.csv&length=10");

        var complete = _slack.Exchanges[2];
        complete.Address.AbsolutePath.ShouldBe("/api/files.completeUploadExternal");
        complete.Authorization.ShouldBe("Bearer " + SlackBench.Token);
        var form = SlackBench.Form(complete);
        form["files"].ShouldBe($$"""[{"id":"{{uploaded.FileId}}","title":"The report"}]""");
        form["channel_id"].ShouldBe("C123");
        form["initial_comment"].ShouldBe("Numbers");
        form.TryGet("thread_ts", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_upload_address_is_the_providers_choice_so_it_never_gets_the_token()
    {
        await _slack.NewCall().UploadFileAsync(Report, SlackBench.Ct);
        var put = _slack.Exchanges[1];
        put.Authorization.ShouldBeNull();
        put.RequestType.ShouldBe("application/octet-stream");
        put.RequestBody.ShouldBe(Bytes);
        put.ResponseText.ShouldBe("OK - 10");
    }

    [Fact]
    public async Task The_file_stands_in_the_channel_and_can_be_fetched()
    {
        var uploaded = await _slack.NewCall().UploadFileAsync(Report, SlackBench.Ct);

        var message = _slack.Ask("/conversations.history", "channel=C123").GetProperty("messages").EnumerateArray().ShouldHaveSingleItem();
        message.GetProperty("text").GetString().ShouldBe("Numbers");
        var file = message.GetProperty("files").EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("id").GetString().ShouldBe(uploaded.FileId);
        file.GetProperty("mimetype").GetString().ShouldBe("text/csv");
        file.GetProperty("url_private").GetString().ShouldBe("http://127.0.0.1:5090/slack/files-pri/" + uploaded.FileId);

        var bytes = _slack.Send("/files-pri/" + uploaded.FileId, [], method: "GET");
        bytes.Body.ToArray().ShouldBe(Bytes);
    }

    [Fact]
    public async Task A_file_can_answer_in_a_thread_and_its_title_is_its_name_unless_said()
    {
        var parent = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "send it"), SlackBench.Ct);
        var uploaded = await _slack.NewCall().UploadFileAsync(Report with { Title = null, InitialComment = null, ThreadTs = parent.Ts }, SlackBench.Ct);

        uploaded.Title.ShouldBe("report.csv");
        SlackBench.Form(_slack.Last)["files"].ShouldBe($$"""[{"id":"{{uploaded.FileId}}"}]""");
        var thread = _slack.Ask("/conversations.replies", $"channel=C123&ts={parent.Ts}").GetProperty("messages");
        thread.EnumerateArray().Count(message => message.TryGetProperty("files", out _)).ShouldBe(1);
    }

    [Theory]
    [InlineData("http://files.slack.com/upload/v1/abc")]
    [InlineData("ftp://slack.com/upload")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/upload/v1/abc")]
    public async Task An_upload_address_that_is_not_https_gets_nothing(string address)
    {
        _slack.Answer($$"""{"ok":true,"upload_url":"{{address}}","file_id":"F1"}""");
        var fault = await SlackBench.FaultOf(() => _slack.NewCall().UploadFileAsync(Report, SlackBench.Ct));

        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldNotContain(address);
        _slack.Exchanges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Plain_http_is_good_only_at_the_operators_own_base_address()
    {
        var attempt = _slack.NewAttempt(1, "http://127.0.0.1:5090");
        await new SlackAdapter(attempt).UploadFileAsync(Report, SlackBench.Ct);
        _slack.Simulator.Received.Count.ShouldBe(3);
        _slack.Simulator.Received[1].Header("Authorization").ShouldBeNull();
        _slack.Simulator.Received[1].Root.ShouldBe("http://127.0.0.1:5090");

        _slack.Answer("""{"ok":true,"upload_url":"http://127.0.0.1:5091/upload/v1/abc","file_id":"F1"}""");
        (await SlackBench.FaultOf(() => new SlackAdapter(_slack.NewAttempt(1, "http://127.0.0.1:5090")).UploadFileAsync(Report, SlackBench.Ct)))
            .Verdict.ShouldBe(Verdict.Rejected);
    }

    [Theory]
    [InlineData("files.getUploadURLExternal")]
    [InlineData("files.upload")]
    public async Task A_lost_answer_before_completing_did_nothing_that_anybody_sees(string step)
    {
        _slack.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), step);
        var attempt = _slack.NewAttempt();
        (await SlackBench.FaultOf(() => new SlackAdapter(attempt).UploadFileAsync(Report, SlackBench.Ct))).Verdict.ShouldBe(Verdict.NotSent);
        attempt.IsDispatched.ShouldBeFalse();

        _slack.Simulator.Faults.Script(SimulatorFault.Answer(500), step);
        (await SlackBench.FaultOf(() => _slack.NewCall().UploadFileAsync(Report, SlackBench.Ct))).Verdict.ShouldBe(Verdict.NotSent);
    }

    [Fact]
    public async Task A_lost_answer_to_completing_is_in_doubt()
    {
        _slack.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "files.completeUploadExternal");
        (await SlackBench.FaultOf(() => _slack.NewCall().UploadFileAsync(Report, SlackBench.Ct))).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("====")]
    [InlineData("not base64")]
    public void What_is_no_base64_or_empty_is_refused_before_anything_is_sent(string content)
    {
        var errors = new ValidationErrors();
        SlackAdapter.CheckUpload(Report with { Content = content }, default, errors);

        errors.Errors.Single().Path.ShouldBe("$.content");
    }

    [Fact]
    public void The_documentation_says_alt_txt_and_the_sdk_alt_text_and_both_are_understood()
    {
        var tooLong = new string('x', 1001);
        foreach (var name in (string[])["alt_txt", "alt_text"])
        {
            _slack.Ask("/api/files.getUploadURLExternal", $"filename=a.png&length=3&{name}={tooLong}").GetProperty("error").GetString().ShouldBe("alt_txt_too_large");
        }

        _slack.Ask("/api/files.getUploadURLExternal", "filename=a.png&length=0").GetProperty("error").GetString().ShouldBe("missing_argument");
    }

    [Fact]
    public void The_sdk_brings_the_bytes_as_multipart()
    {
        var answer = _slack.Ask("/files.getUploadURLExternal", "filename=a.txt&length=5");
        var path = answer.GetProperty("upload_url").GetString()!["http://127.0.0.1:5090/slack".Length..];
        var body = "--xyz\r\nContent-Disposition: form-data; name=\"body\"; filename=\"a.txt\"\r\n\r\nhello\r\n--xyz--\r\n";
        _slack.Send(path, Encoding.ASCII.GetBytes("hell"), null, "application/octet-stream").Status.ShouldBe(400);
        _slack.Send(path, Encoding.ASCII.GetBytes(body), null, "multipart/form-data; boundary=xyz").Status.ShouldBe(200);

        var files = Uri.EscapeDataString($$"""[{"id":"{{answer.GetProperty("file_id").GetString()}}"}]""");
        _slack.Ask("/files.completeUploadExternal", $"files={files}&channel_id=C123").GetProperty("ok").GetBoolean().ShouldBeTrue();
        _slack.Ask("/files.completeUploadExternal", $"files={files}&channel_id=C123").GetProperty("error").GetString().ShouldBe("file_not_found");
    }

    [Fact]
    public async Task Files_go_to_ids_of_channels_that_we_are_in()
    {
        (await SlackBench.FaultOf(() => _slack.NewCall().UploadFileAsync(Report with { Channel = "general" }, SlackBench.Ct))).ProviderCode.ShouldBe("channel_not_found");
        var page = await _slack.NewCall().ListChannelsAsync(new ListChannels(), SlackBench.Ct);
        var outside = page.Channels.Single(channel => !channel.IsMember).Id;
        (await SlackBench.FaultOf(() => _slack.NewCall().UploadFileAsync(Report with { Channel = outside }, SlackBench.Ct))).ProviderCode.ShouldBe("not_in_channel");
    }
}

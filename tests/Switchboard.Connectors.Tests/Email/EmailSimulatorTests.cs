using System.Buffers;
using System.Text.Json;
using Switchboard.Connectors.Email;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Email;

public sealed class EmailSimulatorTests
{
    private const string Login = "EHLO me\r\nAUTH PLAIN AGEAYg==\r\n";
    private const string LoggedIn = "235 2.7.0 Authentication successful\r\n";

    [Fact]
    public async Task Each_recipient_has_what_was_delivered_to_it()
    {
        var email = new EmailBench();
        await email.SendAsync(new SendMail(["ada@example.com"], "One", "x", Bcc: ["bob@example.com"]));
        await email.SendAsync(new SendMail(["ada@example.com"], "Two", "x"));

        email.Simulator.Office.Mailbox("ADA@example.com").Count.ShouldBe(2);
        email.Simulator.Office.Mailbox("bob@example.com").Count.ShouldBe(1);
        email.Simulator.Office.Mailbox("eve@example.com").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_sees_every_command_and_the_mail_with_its_envelope()
    {
        await using var host = SwitchboardTest.Create();

        await host.Get<IEmail>().SendAsync(EmailBench.Hello with { Bcc = ["eve@example.com"] }, EmailBench.Ct);

        var mail = host.Received("email").Single(request => request.Method == "MESSAGE");
        mail.Header("MAIL FROM").ShouldBe("agent@simulated.example");
        mail.Header("RCPT TO").ShouldBe("ada@example.com, eve@example.com");
        mail.Header("AUTH").ShouldBe("agent@simulated.example");
        mail.Text.ShouldContain("Subject: Hello");
    }

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await SendAllAsync(new EmailBench(), Enumerable.Range(0, 64));
        var backward = await SendAllAsync(new EmailBench(), Enumerable.Range(0, 64).Reverse());

        backward.ShouldBe(forward);
        forward.Values.Distinct().Count().ShouldBe(64);
        (await SendAllAsync(new EmailBench(seed: 2), Enumerable.Range(0, 64))).ShouldNotBe(forward);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var before = new EmailBench();
        await before.SendAsync(EmailBench.Hello with { Attachments = [new MailFile("a.bin", "application/octet-stream", "AAECAw==")] });
        await before.FaultAsync(EmailBench.Hello with { To = ["ada@greylist.example"] });

        var after = new EmailBench(seed: 2);
        after.Simulator.Load(Save(before.Simulator));

        Save(after.Simulator).GetRawText().ShouldBe(Save(before.Simulator).GetRawText());
        after.Simulator.Office.Mailbox("ada@example.com").Single().Raw.ShouldBe(before.Simulator.Office.Mails.Single().Raw);
        after.Clock.Advance(TimeSpan.FromMinutes(5));
        await after.SendAsync(EmailBench.Hello with { To = ["ada@greylist.example"] });
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.c>\r\n", "530 5.7.0")]
    [InlineData("AUTH PLAIN AGEAYg==\r\n", "503 5.5.1")]
    [InlineData("EHLO\r\n", "501 5.5.4")]
    [InlineData("FOO\r\n", "502 5.5.2")]
    [InlineData("EHLO me\r\nAUTH CRAM-MD5\r\n", "504 5.5.4")]
    [InlineData("EHLO me\r\nAUTH PLAIN !\r\n", "535 5.7.8")]
    [InlineData("EHLO me\r\nAUTH PLAIN AAA=\r\n", "535 5.7.8")]
    [InlineData("STARTTLS\r\n", "503 5.5.1")]
    [InlineData(Login + "AUTH PLAIN AGEAYg==\r\n", "503 5.5.1")]
    [InlineData(Login + "RCPT TO:<a@b.c>\r\n", "503 5.5.1")]
    [InlineData(Login + "DATA\r\n", "503 5.5.1")]
    [InlineData(Login + "MAIL FROM:a@b.c\r\n", "501 5.5.4")]
    [InlineData(Login + "MAIL FROM:<a@b.c> SIZE=99999999\r\n", "552 5.3.4")]
    [InlineData(Login + "MAIL FROM:<ä@b.c>\r\n", "553 5.6.7")]
    [InlineData(Login + "MAIL FROM:<a@b.c>\r\nMAIL FROM:<a@b.c>\r\n", "503 5.5.1")]
    [InlineData(Login + "MAIL FROM:<a@b.c>\r\nDATA\r\n", "554 5.5.1")]
    [InlineData(Login + "MAIL FROM:<a@b.c>\r\nRCPT TO:<nobody>\r\n", "501 5.1.3")]
    [InlineData(Login + "MAIL FROM:<a@b.c>\r\nRCPT TO:<a@full.example>\r\n", "552 5.2.2")]
    [InlineData(Login + "MAIL FROM:<a@b.c>\r\nRCPT TO:<a@b.c>\r\nRSET\r\nDATA\r\n", "503 5.5.1")]
    [InlineData(Login + "NOOP\r\n", "250 2.0.0")]
    [InlineData(Login + "QUIT\r\n", "221 2.0.0")]
    public void It_answers_as_a_server_does(string said, string answer) =>
        new EmailBench().Converse(said).Split("\r\n")[^2].ShouldStartWith(answer);

    [Fact]
    public void Bytes_may_be_cut_anywhere()
    {
        const string All = Login + "MAIL FROM:<a@b.c>\r\nRCPT TO:<a@b.c>\r\nDATA\r\nSubject: x\r\n\r\n..\r\n.\r\nQUIT\r\n";
        var whole = new EmailBench();
        var cut = new EmailBench();

        var answer = whole.Converse(All);

        cut.Converse([.. All.Select(c => c.ToString())]).ShouldBe(answer);
        answer.ShouldContain(LoggedIn);
        cut.Simulator.Office.Mails.Single().Raw.ShouldBe("Subject: x\r\n\r\n.\r\n"u8.ToArray());
        whole.Simulator.Office.Mails.Single().Raw.ShouldBe(cut.Simulator.Office.Mails.Single().Raw);
    }

    [Fact]
    public void After_TLS_what_was_said_before_is_forgotten()
    {
        var dialogue = new EmailBench().Simulator.Connect(canEncrypt: true);
        string Say(string line) => System.Text.Encoding.UTF8.GetString(dialogue.Receive(System.Text.Encoding.UTF8.GetBytes(line)).Single().Bytes.Span);

        Say("EHLO me\r\n").ShouldContain("STARTTLS");
        Say("AUTH PLAIN AGEAYg==\r\n").ShouldStartWith("530");
        Say("STARTTLS\r\n").ShouldStartWith("220");
        dialogue.Encrypted();
        Say("AUTH PLAIN AGEAYg==\r\n").ShouldStartWith("503");
        Say("EHLO me\r\n").ShouldNotContain("STARTTLS");
        Say("AUTH PLAIN AGEAYg==\r\n").ShouldStartWith("235");
    }

    private static async Task<SortedDictionary<string, string>> SendAllAsync(EmailBench email, IEnumerable<int> calls)
    {
        await Task.WhenAll(calls.Select(i => Task.Run(() => email.SendAsync(EmailBench.Hello with { Subject = $"Mail {i}" }))));
        return new(email.Simulator.Office.Mails.ToDictionary(
            mail => Connectors.Mime.MimeReader.Read(mail.Raw).Header("Subject")!, mail => mail.QueueId));
    }

    private static JsonElement Save(Simulator simulator)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}

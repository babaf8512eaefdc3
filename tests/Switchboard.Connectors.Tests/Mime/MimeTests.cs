using System.Buffers;
using System.Text;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Tests.Mime;

public sealed class MimeTests
{
    public static TheoryData<string> Texts => new()
    {
        "",
        "plain",
        "trailing space \nand tab\t\nend ",
        "=?utf-8?B?bm8=?= looks encoded",
        new string('x', 5000),
        "a=b \0 \u007f control",
        string.Concat(Enumerable.Repeat("words and more words ", 100)),
        "Grüße aus Köln, ein langer Satz mit wenigen Umlauten und viel gewöhnlichem Text dahinter.",
        string.Concat(Enumerable.Repeat("日本語のとても長い件名です。", 30)),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦😀", 40)),
        ".\r\n..dots\r\nFrom here",
        "  leading and double  spaces  ",
        " ",
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_and_subjects_come_back_from_short_lines(string text)
    {
        var subject = text.ReplaceLineEndings(" ");
        var raw = Write(Message(subject, text, html: text));
        var mail = MimeReader.Read(raw);

        mail.Header("Subject").ShouldBe(subject);
        mail.FindText("text/plain")!.Text.ShouldBe(CrLf(text));
        mail.FindText("text/html")!.Text.ShouldBe(CrLf(text));
        CheckLines(raw);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void File_names_come_back(string name)
    {
        var raw = Write(Message("s", "b", files: new MimeAttachment(name.Length == 0 ? "x" : name, "text/plain", Convert.ToBase64String(new byte[200]))));
        var file = MimeReader.Read(raw).Parts[1];
        file.FileName.ShouldBe(name.Length == 0 ? "x" : name);
        file.Content.Length.ShouldBe(200);
        CheckLines(raw);
    }

    [Fact]
    public void Every_plane_of_lists_comes_back()
    {
        Mailbox[] many =
        [
            new("ada@example.com", null),
            new("b@example.com", "Plain Name"),
            new("c@example.com", "Quoted, \"Name\" \\ <x>"),
            new("d@example.com", "Jürgen Groß"),
            new("e@example.com", string.Concat(Enumerable.Repeat("Lang und länger ", 20)).Trim()),
            new("f@example.com", "=?utf-8?Q?trick?="),
            new("üser@example.com", "コンマ, 名"),
            .. Enumerable.Range(0, 100).Select(i => new Mailbox($"person{i}@example.com", null)),
        ];
        var raw = Write(Message("s", "b", to: many));
        MimeReader.Read(raw).Mailboxes("To").ShouldBe(many);
        CheckLines(raw);
    }

    [Fact]
    public void Line_ends_in_a_subject_start_no_header()
    {
        var raw = Write(Message("Hi\r\nBcc: evil@example.com", "b"));
        var mail = MimeReader.Read(raw);
        mail.Mailboxes("Bcc").ShouldBeEmpty();
        mail.Header("Subject").ShouldBe("Hi\r\nBcc: evil@example.com");
    }

    [Fact]
    public void Line_ends_in_a_content_type_start_no_header()
    {
        var raw = Write(Message("s", "b", files: new MimeAttachment("a", "text/plain\r\nX-Evil: 1", "AAAA")));
        Encoding.UTF8.GetString(raw).ShouldNotContain("X-Evil");
    }

    [Fact]
    public void Composite_attachments_are_sent_as_bytes()
    {
        var raw = Write(Message("s", "b", files: new MimeAttachment("a.eml", "message/rfc822", "AAAA")));
        MimeReader.Read(raw).Parts[1].MediaType.ShouldBe("application/octet-stream");
    }

    [Fact]
    public void Text_that_is_mostly_not_ASCII_goes_as_base64()
    {
        Encoding.UTF8.GetString(Write(Message("s", "Привет, мир"))).ShouldContain("Content-Transfer-Encoding: base64");
        Encoding.UTF8.GetString(Write(Message("s", "Gruß an alle hier"))).ShouldContain("Content-Transfer-Encoding: quoted-printable");
    }

    [Fact]
    public void White_space_in_base64_is_dropped()
    {
        var raw = Write(Message("s", "b", files: new MimeAttachment("a", "text/plain", "Zm\r\n91 cg==")));
        Encoding.UTF8.GetString(MimeReader.Read(raw).Parts[1].Content.Span).ShouldBe("four");
    }

    [Theory]
    [InlineData("ada@example.com", "ada@example.com", null)]
    [InlineData(" Ada <ada@example.com> ", "ada@example.com", "Ada")]
    [InlineData("<ada@example.com>", "ada@example.com", null)]
    [InlineData("\"Ada \\\"The\\\" L\" <ada@example.com>", "ada@example.com", "Ada \"The\" L")]
    [InlineData("ada@bücher.example", "ada@xn--bcher-kva.example", null)]
    public void Addresses_are_read(string text, string address, string? name)
    {
        Mailbox.TryParse(text, out var mailbox).ShouldBeTrue();
        mailbox.ShouldBe(new Mailbox(address, name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@b")]
    [InlineData("a@b..c")]
    [InlineData(".a@b.c")]
    [InlineData("a,b@c.d")]
    [InlineData("a@b.c, d@e.f")]
    [InlineData("a\u0000@b.c")]
    [InlineData("a@b.c>")]
    public void What_is_no_address_is_not_read(string text) => Mailbox.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Foreign_mail_is_read()
    {
        const string Raw = """
            From: =?iso-8859-1?Q?J=F6rg_M?= <j@example.com>
            To: undisclosed-recipients:;
            Subject: =?utf-8?q?caf=C3=A9?=
             =?utf-8?b?IMOg?= la carte
            Content-Type: multipart/mixed; boundary=simple

            preamble
            --simple
            Content-Type: text/plain; charset="iso-8859-1"
            Content-Transfer-Encoding: quoted-printable

            na=EFve =
            text
            --simple
            Content-Type: application/pdf; name="=?utf-8?B?w7wucGRm?="
            Content-Transfer-Encoding: base64

            AAAA
            --simple--
            epilogue
            """;
        foreach (var raw in (string[])[Raw.ReplaceLineEndings("\n"), Raw.ReplaceLineEndings("\r\n")])
        {
            var mail = MimeReader.Read(Encoding.UTF8.GetBytes(raw));
            mail.Mailboxes("From").ShouldBe([new Mailbox("j@example.com", "Jörg M")]);
            mail.Mailboxes("To").ShouldBeEmpty();
            mail.Header("Subject").ShouldBe("café à la carte");
            mail.Parts.Count.ShouldBe(2);
            mail.Parts[0].Text.ShouldBe("naïve text");
            mail.Parts[1].FileName.ShouldBe("ü.pdf");
            mail.Parts[1].Content.Length.ShouldBe(3);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("no colon")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n")]
    [InlineData("Content-Type: ;;;=\"\\")]
    [InlineData("Subject: =?utf-8?B?!!!?= =?x?= =?=?\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!")]
    [InlineData("To: \"<,\\\r\n\r\n=")]
    public void Rubbish_is_read_without_throwing(string raw)
    {
        var mail = MimeReader.Read(Encoding.UTF8.GetBytes(raw));
        mail.Mailboxes("To").ShouldNotBeNull();
        mail.Header("Subject");
        mail.Flatten().Count().ShouldBeGreaterThan(0);
    }

    private static MimeMessage Message(string subject, string text, string? html = null, Mailbox[]? to = null, params MimeAttachment[] files) => new()
    {
        Id = Guid.Parse("0192f000-0000-7000-8000-000000000001"),
        Date = TestClock.DefaultStart,
        To = to ?? [new Mailbox("ada@example.com", null)],
        Subject = subject,
        Text = text,
        Html = html,
        Attachments = files,
    };

    private static byte[] Write(MimeMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MimeWriter.Write(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static string CrLf(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\r\n");

    private static void CheckLines(byte[] raw)
    {
        var lines = Encoding.UTF8.GetString(raw).Split("\r\n");
        foreach (var line in lines)
        {
            Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(998);
            line.ShouldNotContain('\r');
            line.ShouldNotContain('\n');
        }

        lines.Count(line => line.Length > 78).ShouldBe(0);
    }
}

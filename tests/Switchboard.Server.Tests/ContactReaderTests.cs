using System.Text;
using Switchboard.Server.Launch;

namespace Switchboard.Server.Tests;

public sealed class ContactReaderTests
{
    private const string Header = "name,email,phone,timeZone,emailConsent,smsConsent\n";

    [Fact]
    public void The_sample_has_992_usable_rows_of_1000()
    {
        var list = LaunchFiles.ReadContacts(null);

        list.Contacts.Count.ShouldBe(992);
        list.Skipped.Count.ShouldBe(8);
        list.Skipped.Select(row => row.Reason).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void A_column_given_twice_is_named() =>
        Should.Throw<LaunchFileException>(() => Read("name,email,phone,timeZone,Email\n")).Message.ShouldContain("'email' more than once");

    [Fact]
    public void A_file_that_is_not_UTF_8_says_where()
    {
        using var file = new MemoryStream([.. Encoding.UTF8.GetBytes(Header), .. "Zo"u8, 0xEB, .. ",zoe@example.com"u8]);
        Should.Throw<LaunchFileException>(() => ContactReader.Read(file, "mine.csv")).Message.ShouldBe("mine.csv is not UTF-8 (line 2). Save it as UTF-8.");
    }

    [Theory]
    [InlineData("Ada,ada@example.com,+447700900123,Europe/London,maybe,true", "emailConsent")]
    [InlineData("Ada,ada,+447700900123,Europe/London,true,true", "email")]
    [InlineData("Ada,ada@example.com,07700900123,Europe/London,true,true", "phone")]
    [InlineData("Ada,ada@example.com,+447700900123,Mars/Olympus,true,true", "timeZone")]
    [InlineData(",ada@example.com,+447700900123,Europe/London,true,true", "name")]
    [InlineData("Ada,ada@example.com,+447700900123,Europe/London,true", "5 columns")]
    [InlineData("\"Ada,ada@example.com,+447700900123,Europe/London,true,true", "quote")]
    [InlineData("Ada,ada,07700900123,Mars/Olympus,true,true", "email is not an address; phone is not E.164, as +15551234567; timeZone")]
    public void A_row_that_cannot_be_used_is_reported_by_line_without_its_values(string row, string reason)
    {
        var list = Read(Header + row + "\nGrace,grace@example.com,+12025550123,America/New_York,true,true\n");

        list.Contacts.ShouldHaveSingleItem().FirstName.ShouldBe("Grace");
        var skipped = list.Skipped.ShouldHaveSingleItem();
        skipped.Line.ShouldBe(2);
        skipped.Reason.ShouldContain(reason);
        skipped.Reason.ShouldNotContain("Olympus");
    }

    [Fact]
    public void Flags_may_be_absent_then_mail_is_welcome_and_texts_are_not()
    {
        var contact = Read("email,name,timeZone,phone\nada@example.com,\"Lovelace, Ada\",Europe/London,+447700900123\n").Contacts.ShouldHaveSingleItem();

        (contact.FirstName, contact.EmailConsent, contact.SmsConsent).ShouldBe(("Ada", true, false));
    }

    [Fact]
    public void A_mark_and_other_line_ends_do_not_matter()
    {
        var list = Read("\ufeff" + Header.ReplaceLineEndings("\r\n") + "Ada,ada@example.com,+447700900123,Europe/London,true,true\r\n");

        list.Contacts.ShouldHaveSingleItem();
    }

    private static ContactList Read(string text) => ContactReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "test.csv");
}

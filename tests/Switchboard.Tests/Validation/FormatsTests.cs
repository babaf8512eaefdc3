using Switchboard.Contracts;
using Switchboard.Validation;

namespace Switchboard.Tests.Validation;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("a@b.c")]
    [InlineData("ada.love-lace+tag@mail.example.com")]
    [InlineData("o'neil_#1@example.co.uk")]
    [InlineData("用户@例子.广告")]
    [InlineData("अजय@डाटा.भारत")]
    [InlineData("a@xn--bcher-kva.example")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("Ada de la Cruz-Lovelace Jr. <ada@example.com>")]
    [InlineData("\"Lovelace, Ada \\\"Countess\\\"\" <ada@example.com>")]
    [InlineData("<ada@example.com>")]
    [InlineData("Zoë 👩‍💻 <zoe@example.com>")]
    public void A_mail_address(string text) => Formats.Error(TextFormat.Email, text).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@example")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@example.com.")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@exa_mple.com")]
    [InlineData(".ada@example.com")]
    [InlineData("ada.@example.com")]
    [InlineData("a..da@example.com")]
    [InlineData("a da@example.com")]
    [InlineData(" ada@example.com")]
    [InlineData("ada@example.com ")]
    [InlineData("ada@exam ple.com")]
    [InlineData("ada@bob@example.com")]
    [InlineData("ada@example.com,bob@example.com")]
    [InlineData("ada@example.com, Bob <bob@example.com>")]
    [InlineData("Lovelace, Ada <ada@example.com>")]
    [InlineData("Ada <ada@example.com> <bob@example.com>")]
    [InlineData("Ada <ada@example.com>, bob@example.com")]
    [InlineData("\"Ada\\\" <ada@example.com>")]
    [InlineData("\"A\" x \"B\" <ada@example.com>")]
    [InlineData("Ada <>")]
    [InlineData("Ada <ada@example>")]
    [InlineData("Ada ada@example.com>")]
    [InlineData("a\u200Bda@example.com")]
    [InlineData("ada\u202E@example.com")]
    [InlineData("ada@example.com\u0085")]
    [InlineData("Ada\t<ada@example.com>")]
    [InlineData("Ada\u2028 <ada@example.com>")]
    public void Not_a_mail_address(string text) =>
        Formats.Error(TextFormat.Email, text).ShouldBe("must be one mail address, as in 'ada@example.com' or 'Ada <ada@example.com>'");

    [Theory]
    [InlineData(64, 63, true)]
    [InlineData(65, 63, false)]
    [InlineData(64, 64, false)]
    public void A_mail_address_has_its_lengths(int local, int label, bool isAddress) =>
        Formats.IsEmail(new string('a', local) + "@" + new string('b', label) + ".com").ShouldBe(isAddress);

    [Fact]
    public void A_mail_address_is_at_most_254_long()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('b', 49), 5));
        Formats.IsEmail("aaaa@" + domain).ShouldBeTrue();
        Formats.IsEmail("aaaaaa@" + domain).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Hi\r\nBcc: eve@example.com")]
    [InlineData("Hi\n")]
    [InlineData("\rHi")]
    [InlineData("H\0i")]
    public void A_header_cannot_be_injected(string text)
    {
        foreach (var suffix in new[] { "", "@example.com", " <ada@example.com>" })
        {
            Formats.Error(TextFormat.SingleLine, text + suffix).ShouldBe("must be one line: no CR, LF or NUL");
            Formats.Error(TextFormat.Email, text + suffix).ShouldBe("must be one line: no CR, LF or NUL");
        }
    }

    [Theory]
    [InlineData("+1234567", true)]
    [InlineData("+123456789012345", true)]
    [InlineData("+123456", false)]
    [InlineData("+1234567890123456", false)]
    [InlineData("15551234567", false)]
    [InlineData("+05551234567", false)]
    [InlineData("+1555123456a", false)]
    [InlineData("+1 555 123 4567", false)]
    [InlineData("+١٥٥٥١٢٣٤٥٦٧", false)]
    [InlineData("+15551234567\n", false)]
    [InlineData("", false)]
    public void A_phone_number(string text, bool isPhone) => (Formats.Error(TextFormat.Phone, text) is null).ShouldBe(isPhone);

    [Theory]
    [InlineData("", true)]
    [InlineData("AAAA", true)]
    [InlineData("AAA=", true)]
    [InlineData("AA==", true)]
    [InlineData("+/+/", true)]
    [InlineData("AAA", false)]
    [InlineData("A===", false)]
    [InlineData("AA=A", false)]
    [InlineData("AA A", false)]
    [InlineData("AAAA\nAAA", false)]
    [InlineData("__--", false)]
    public void Base64_text(string text, bool isBase64) => (Formats.Error(TextFormat.Base64, text) is null).ShouldBe(isBase64);

    [Theory]
    [InlineData("https://example.com", true)]
    [InlineData("HTTP://example.com:8080/a?b=c#d", true)]
    [InlineData("https://例子.广告/路", true)]
    [InlineData("example.com", false)]
    [InlineData("/path", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://", false)]
    [InlineData("https:///path", false)]
    [InlineData("https://example.com/a b", false)]
    [InlineData("https://example.com\r\n", false)]
    public void An_address_of_the_web(string text, bool isUri) => (Formats.Error(TextFormat.Uri, text) is null).ShouldBe(isUri);

    [Fact]
    public void Any_text_will_do_where_nothing_is_asked() => Formats.Error(TextFormat.Any, "a\r\nb").ShouldBeNull();
}

using System.Text;
using Switchboard.Connectors.X;

namespace Switchboard.Connectors.Tests.X;

public sealed class XTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 5)]
    [InlineData("Grüße", 5)]
    [InlineData("Привет", 6)]
    [InlineData("ข้อความ", 7)]
    [InlineData("日本語", 6)]
    [InlineData("한국어", 6)]
    [InlineData("“quoted” – it’s…", 17)]
    [InlineData("🦞", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("👨‍👩‍👧‍👦", 2)]
    [InlineData("🇦🇹🇩🇪", 4)]
    [InlineData("1️⃣", 2)]
    [InlineData("❤️", 2)]
    [InlineData("❤", 2)]
    [InlineData("©️", 2)]
    [InlineData("©", 1)]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", 2)]
    [InlineData("1", 1)]
    [InlineData("𝒳", 2)]
    public void Text_weighs_what_X_says(string text, int weight) => XText.Weigh(text).ShouldBe(weight);

    [Theory]
    [InlineData("e\u0301", 1)]
    [InlineData("E\u0302\u0323", 2)]
    [InlineData("u\u0308\u0304", 1)]
    [InlineData("x\u0302", 2)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("か\u3099", 2)]
    [InlineData("\u0938\u094D", 2)]
    public void Surprise_letters_and_marks_are_put_together_first(string text, int weight) => XText.Weigh(text).ShouldBe(weight);

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("e\u0323\u0302", "ệ")]
    [InlineData("e\u0302\u0323", "ệ")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u1112\u1161\u11AB\u1100\u116E\u11A8", "한국")]
    [InlineData("は\u309A", "ぱ")]
    [InlineData("\u09C7\u09BE", "\u09CB")]
    [InlineData("\u0301", "\u0301")]
    [InlineData("a\u0301\u0301", "á\u0301")]
    [InlineData("🦞e\u0308", "🦞ë")]
    [InlineData("plain", "plain")]
    public void Form_C(string text, string composed) => XComposition.Compose(text).ShouldBe(composed);

    [Theory]
    [InlineData("https://example.com", 23)]
    [InlineData("http://a.co", 23)]
    [InlineData("https://example.com/a/very/long/path?with=a&query=that#never-ends-at-all-it-seems", 23)]
    [InlineData("see https://example.com.", 28)]
    [InlineData("(https://example.com/a_(b))", 25)]
    [InlineData("https://example.com, https://example.org!", 49)]
    [InlineData("HTTPS://EXAMPLE.COM", 23)]
    [InlineData("https://example.com:8080/x", 23)]
    [InlineData("https://münchen.de/bier", 23)]
    [InlineData("https://example.comのページ", 31)]
    [InlineData("日本語https://example.com", 29)]
    [InlineData("example.com", 23)]
    [InlineData("example.com/path", 23)]
    [InlineData("sub.example.co.uk", 23)]
    [InlineData("t.co", 23)]
    [InlineData("youtu.be/abc", 23)]
    [InlineData("https://example", 15)]
    [InlineData("ada@example.com", 15)]
    [InlineData("#example.com", 12)]
    [InlineData("readme.md", 9)]
    [InlineData("wait...what", 11)]
    [InlineData("v1.2.3", 6)]
    [InlineData("example.txt", 11)]
    [InlineData("end.Start", 9)]
    [InlineData("-example.com", 12)]
    public void An_address_weighs_23_and_only_an_address(string text, int weight) => XText.Weigh(text).ShouldBe(weight);

    [Fact]
    public void Hostile_texts_are_weighed_in_no_time()
    {
        foreach (var part in new[] { "a-", "a.", "https://", "(", "http://a.b", "e\u0301", "\u0301", "x.y.z-", "https://a.com/(", "👨‍" })
        {
            XText.Weigh(string.Concat(Enumerable.Repeat(part, 16_000 / part.Length))).ShouldBeGreaterThan(part == "https://a.com/(" ? 22 : 280, part);
        }
    }

    [Theory]
    [InlineData("Hello", "Hello", true)]
    [InlineData(" Hello \n", "Hello", true)]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d", true)]
    [InlineData("&lt;", "&amp;lt;", true)]
    [InlineData("cafe\u0301", "café", true)]
    [InlineData("Hello", "hello", false)]
    [InlineData("Hello", "Hello!", false)]
    public void What_X_shows_is_compared_as_it_was_meant(string text, string shown, bool isSame) =>
        XText.IsSame(text, new WirePost { Text = shown }).ShouldBe(isSame);

    [Theory]
    [InlineData("see https://example.com/a now", "https://example.com/a", true)]
    [InlineData("see example.com now", "http://example.com", true)]
    [InlineData("see example.com now", "http://example.com/", true)]
    [InlineData("see https://example.com/a now", "https://example.com/b", false)]
    [InlineData("see https://example.com/a now", null, false)]
    public void Short_addresses_are_resolved_before(string text, string? expanded, bool isSame) =>
        XText.IsSame(text, new WirePost
        {
            Text = "see https://t.co/abcdefghij now",
            Entities = new WireEntities([new WireUrl(4, 27, "https://t.co/abcdefghij", expanded)]),
        }).ShouldBe(isSame);

    [Fact]
    public void The_address_of_media_is_not_of_the_text()
    {
        var post = new WirePost
        {
            Text = "Look https://t.co/abcdefghij",
            Entities = new WireEntities([new WireUrl(5, 28, "https://t.co/abcdefghij", "https://x.com/a/status/1/photo/1")]),
        };
        XText.IsSame("Look", post).ShouldBeTrue();
        XText.IsSame("Look https://t.co/abcdefghij", post).ShouldBeFalse();
    }

    [Theory]
    [InlineData('\uFFFE', true)]
    [InlineData('\uFEFF', true)]
    [InlineData('\uFFFF', true)]
    [InlineData('\uFFFD', false)]
    public void Some_characters_are_in_no_post(char c, bool isForbidden) => XText.HasForbidden(new StringBuilder("a").Append(c).ToString()).ShouldBe(isForbidden);
}

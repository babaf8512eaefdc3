using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Contracts;
using Switchboard.Redaction;
using Switchboard.Validation;

namespace Switchboard.Tests.Validation;

/// <summary>What is read escaped and written canonical or measured, as if it had been made into strings on the way.</summary>
public sealed class CanonicalJsonTests
{
    public static TheoryData<string> Texts =>
    [
        "", "plain", "a\r\nb\tc\b\f", "quote \" and \\ and / slash", "\u0000\u0001\u001f\u007f", "é ß € 漢", "😀 and 👩‍🚀",
        "\uE000 after 😀", "<b>&'+`</b>", "\\u0041 not an escape", new string('x', 5000) + "\n", "\u2028\u2029",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void However_a_text_was_escaped_it_is_written_the_same(string text)
    {
        foreach (var json in Spellings(text))
        {
            Canonical(json).ShouldBe(Reference(text));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Content_is_measured_as_a_string_would_be(string text)
    {
        foreach (var json in Spellings(text))
        {
            Redacted(json).ShouldBe($"\"[content: {text.Length} characters]\"");
        }
    }

    [Theory]
    [InlineData("""{"b":1,"a":{"d":[1.0,true,null],"c":"x"}}""", """{"a":{"c":"x","d":[1,true,null]},"b":1}""")]
    [InlineData("""{"\ufb33":1,"\ud83d\ude00":2,"\u20ac":3,"\u00f6":4,"\r":5,"1":6}""", "{\"\\r\":5,\"1\":6,\"\u00f6\":4,\"\u20ac\":3,\"\U0001F600\":2,\"\uFB33\":1}")]
    [InlineData("""{"a":"\/","\u0061b":"\u0041\u00e9"}""", """{"a":"/","ab":"Aé"}""")]
    public void Names_are_in_order_of_their_UTF_16(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Theory]
    [InlineData("""["\ud800"]""")]
    [InlineData("""["\udc00x"]""")]
    [InlineData("""["\ud800\u0041"]""")]
    [InlineData("""["\ud800\n"]""")]
    public void A_lone_surrogate_is_no_text(string json) => Should.Throw<InvalidOperationException>(() => Canonical(json));

    private static IEnumerable<string> Spellings(string text) =>
    [
        JsonSerializer.Serialize(text),
        "\"" + string.Concat(text.Select(unit => $"\\u{(int)unit:x4}")) + "\"",
        "\"" + string.Concat(text.Select(unit => $"\\u{(int)unit:X4}")) + "\"",
        Reference(text),
    ];

    private static string Reference(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var unit in text)
        {
            written.Append(unit switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)unit:x4}",
                _ => unit.ToString(),
            });
        }

        return written.Append('"').ToString();
    }

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        var to = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(to, document.RootElement);
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }

    private static string Redacted(string json)
    {
        using var document = JsonDocument.Parse(json);
        var to = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(to))
        {
            new Redactor(new RecipientHash(new KeyedHash(new byte[32]))).Write(writer, document.RootElement, new FieldMarks { Mark = Mark.Content });
        }

        return Encoding.UTF8.GetString(to.WrittenSpan);
    }
}

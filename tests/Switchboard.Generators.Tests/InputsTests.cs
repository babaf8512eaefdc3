using System.Text.Json;
using Switchboard.Generators.Tests.Samples;
using Switchboard.Validation;

namespace Switchboard.Generators.Tests;

public sealed class InputsTests
{
    private const string Good = "\"to\":[\"ada@example.com\"],\"subject\":\"Hi\",\"body\":\"Hello\"";

    [Theory]
    [InlineData("{" + Good + "}")]
    [InlineData("{" + Good + ",\"from\":null,\"priority\":\"ASAP\",\"copies\":10,\"size\":9007199254740993,\"weight\":0.5,\"price\":0.01,\"tracked\":true}")]
    [InlineData("{" + Good + ",\"at\":\"2026-03-01T09:30:00+02:00\",\"files\":[{\"name\":\"a.txt\",\"content\":\"AAA=\"}],\"headers\":{\"X-A\":\"b\"}}")]
    [InlineData("{" + Good + ",\"grid\":[[1,null],[]],\"code\":\"AB-1\",\"read_on\":\"https://example.com/a?b\",\"blocks\":{\"any\":[1,null]}}")]
    [InlineData("{\"subject\":\"Hi\",\"blocks\":[],\"to\":[\"Ada <ada@example.com>\",\"b@example.com\",\"c@example.com\"]}")]
    public void A_good_letter_has_no_errors(string json)
    {
        Errors("send", json).ShouldBeEmpty();
        JsonSerializer.Deserialize(json, MailJson.Default.Letter).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("[]", "$: must be an object, not a list")]
    [InlineData("null", "$: must be an object, not null")]
    [InlineData("{}", "$.to: required field is missing", "$.subject: required field is missing", "$: give at least one of 'body', 'blocks'")]
    [InlineData("{\"to\":[\"a@b.example\"],\"subject\":\"x\",\"body\":null}", "$: give at least one of 'body', 'blocks'")]
    [InlineData("{\"to\":null,\"subject\":\"x\",\"body\":\"x\"}", "$.to: null is not allowed")]
    [InlineData("{" + Good + ",\"copies\":null}", "$.copies: null is not allowed; leave the field out for its default")]
    [InlineData("{" + Good + ",\"subjct\":\"x\"}", "$.subjct: unknown field; did you mean 'subject'?")]
    [InlineData("{" + Good + ",\"Phone\":\"x\"}", "$.Phone: unknown field; did you mean 'phone'?")]
    [InlineData("{" + Good + ",\"zebra\":1}", "$.zebra: unknown field")]
    [InlineData("{" + Good + ",\"subject\":\"again\"}", "$.subject: field is given twice")]
    public void Fields_are_checked(string json, params string[] errors) => Errors("send", json).ShouldBe(errors);

    [Theory]
    [InlineData("\"body\":1", "$.body: must be text, not a number")]
    [InlineData("\"priority\":\"high\"", "$.priority: must be one of 'low', 'veryHigh', 'ASAP'")]
    [InlineData("\"priority\":1", "$.priority: must be text, not a number")]
    [InlineData("\"copies\":\"1\"", "$.copies: must be a whole number, not text")]
    [InlineData("\"copies\":1.5", "$.copies: must be a whole number from -2147483648 to 2147483647, written without point or exponent")]
    [InlineData("\"copies\":2147483648", "$.copies: must be a whole number from -2147483648 to 2147483647, written without point or exponent")]
    [InlineData("\"copies\":11", "$.copies: must be 1 to 10")]
    [InlineData("\"size\":9223372036854775808", "$.size: must be a whole number of 64 bits, written without point or exponent")]
    [InlineData("\"weight\":0.49", "$.weight: must be at least 0.5")]
    [InlineData("\"weight\":1e999", "$.weight: must be a number of 64 bits")]
    [InlineData("\"price\":1000.01", "$.price: must be 0.01 to 1000")]
    [InlineData("\"price\":1e30", "$.price: must be a number of at most 28 digits")]
    [InlineData("\"tracked\":\"true\"", "$.tracked: must be true or false, not text")]
    [InlineData("\"code\":\"AB-1\\n\"", "$.code: must match the pattern ^[A-Z]{2}-\\d+$")]
    [InlineData("\"code\":\"xAB-1\"", "$.code: must match the pattern ^[A-Z]{2}-\\d+$")]
    [InlineData("\"read_on\":\"ftp://example.com\"", "$.read_on: must be an absolute http or https address")]
    [InlineData("\"phone\":\"+0123456789\"", "$.phone: must be a phone number as E.164, as in '+15551234567'")]
    [InlineData("\"headers\":{\"X-A\":1}", "$.headers['X-A']: must be text, not a number")]
    [InlineData("\"headers\":{\"a\":\"b\\r\\nBcc: x\"}", "$.headers.a: must be one line: no CR, LF or NUL")]
    [InlineData("\"headers\":{\"a\":\"\",\"b\":\"\",\"c\":\"\"}", "$.headers: must have at most 2 entries; it has 3")]
    [InlineData("\"files\":{}", "$.files: must be a list, not an object")]
    [InlineData("\"files\":[null]", "$.files[0]: must be an object, not null")]
    [InlineData("\"grid\":[[1],[2,\"x\"]]", "$.grid[1][1]: must be a whole number, not text")]
    [InlineData("\"blocks\":{\"a\":\"\\ud800\"}", "$.blocks: must hold Unicode text only")]
    [InlineData("\"from\":\"a@b.example\\r\\nBcc: c@d.example\"", "$.from: must be one line: no CR, LF or NUL")]
    public void Values_are_checked(string field, string error) =>
        Errors("send", "{\"to\":[\"a@b.example\"],\"subject\":\"x\"," + (field.Contains("\"body\"", StringComparison.Ordinal) ? "" : "\"body\":\"x\",") + field + "}").ShouldBe([error]);

    [Fact]
    public void Every_error_comes_at_once_with_its_path()
    {
        const string Json = """
            {"to":["a@b.example","nobody",7],"subject":"a\nb","body":"x","at":"2026-03-01",
             "files":[{"name":"ok","content":"AAAA"},{"name":"a\r\nb","content":"AAA","nmae":1},{}]}
            """;

        Errors("send", Json).ShouldBe(
        [
            "$.to[1]: must be one mail address, as in 'ada@example.com' or 'Ada <ada@example.com>'",
            "$.to[2]: must be text, not a number",
            "$.subject: must be one line: no CR, LF or NUL",
            "$.at: must be a time as ISO 8601 with an offset, as in '2026-03-01T09:30:00Z' or '2026-03-01T09:30:00+02:00'",
            "$.files[1].name: must be one line: no CR, LF or NUL",
            "$.files[1].content: must be base64 with padding",
            "$.files[1].nmae: unknown field; did you mean 'name'?",
            "$.files[2].name: required field is missing",
            "$.files[2].content: required field is missing",
        ]);
    }

    [Theory]
    [InlineData("[]", "must have 1 to 3 items; it has 0")]
    [InlineData("[\"a@b.example\",\"a@b.example\",\"a@b.example\",\"a@b.example\"]", "must have 1 to 3 items; it has 4")]
    public void Lists_are_counted(string to, string error) =>
        Errors("send", "{\"to\":" + to + ",\"subject\":\"x\",\"body\":\"x\"}").ShouldBe(["$.to: " + error]);

    [Theory]
    [InlineData("")]
    [InlineData("123456789012345678901")]
    public void Lengths_are_counted(string subject) =>
        Errors("send", "{\"to\":[\"a@b.example\"],\"subject\":\"" + subject + "\",\"body\":\"x\"}")
            .ShouldBe([$"$.subject: must have 1 to 20 characters; it has {subject.Length}"]);

    [Fact]
    public void A_recursive_record_is_checked_all_the_way_down() =>
        Errors("putFolder", """{"name":"a","folders":[{"name":"b","owner":{"name":"c","root":{"name":1}}}]}""")
            .ShouldBe(["$.folders[0].owner.root.name: must be text, not a number"]);

    [Theory]
    [InlineData("{\"query\":null}")]
    [InlineData("{\"query\":null,\"max\":100}")]
    public void A_required_nullable_field_may_be_null(string json) => Errors("list", json).ShouldBeEmpty();

    [Fact]
    public void A_required_nullable_field_must_be_given() => Errors("list", "{}").ShouldBe(["$.query: required field is missing"]);

    [Fact]
    public void A_record_without_fields_takes_an_empty_object_only()
    {
        Errors("getProfile", "{}").ShouldBeEmpty();
        Errors("getProfile", "{\"a\":1}").ShouldBe(["$.a: unknown field"]);
    }

    [Fact]
    public void Values_are_never_echoed()
    {
        const string Secret = "s3cret";
        var errors = Errors("send", $$$"""{"to":"{{{Secret}}}","subject":["{{{Secret}}}"],"body":{},"from":"{{{Secret}}}","phone":"{{{Secret}}}","priority":"{{{Secret}}}","code":"{{{Secret}}}"}""");
        errors.Count.ShouldBe(7);
        errors.ShouldAllBe(error => !error.Contains(Secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"copies\":3,\"size\":4,\"price\":1.5,\"weight\":2.5,\"tracked\":false")]
    [InlineData(",\"at\":\"2026-03-01T09:30:00Z\"")]
    [InlineData(",\"files\":[{\"name\":\"a\\tb\",\"content\":\"AAA=\"}]")]
    [InlineData(",\"phone\":\"+15551234567\",\"priority\":\"ASAP\"")]
    [InlineData(",\"headers\":{\"X-A\":\"b\"}")]
    [InlineData(",\"from\":\"\\u0041da <ada@example.com>\",\"code\":\"AB-12\"")]
    public void A_good_input_allocates_nothing(string more)
    {
        var input = JsonElement.Parse("{" + Good + more + "}");
        var validate = MailConnector.Binding.Find("send")!.Validate;
        var errors = new ValidationErrors();
        validate(input, errors);

        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            validate(input, errors);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.ShouldBe(0);
        errors.IsEmpty.ShouldBeTrue();
    }

    private static List<string> Errors(string action, string json)
    {
        var errors = new ValidationErrors();
        MailConnector.Binding.Find(action)!.Validate(JsonElement.Parse(json), errors);
        return [.. errors.Errors.Select(error => error.Path + ": " + error.Message)];
    }
}

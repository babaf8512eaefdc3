using System.Text.Json;
using Switchboard.Contracts;
using Switchboard.Validation;

namespace Switchboard.Tests.Validation;

public sealed class CheckTests
{
    [Theory]
    [InlineData("\"abcd\"", 4)]
    [InlineData("\"äöüß\"", 4)]
    [InlineData("\"😀😀\"", 4)]
    [InlineData("\"\\ud83d\\ude00ab\"", 4)]
    [InlineData("\"\\u00e4\\n\\\"x\"", 4)]
    [InlineData("\"\\\\\\\\\\\\\\\\\"", 4)]
    [InlineData("\"\\\\u00\"", 4)]
    [InlineData("\"ä\\u00e4😀\"", 4)]
    public void Length_counts_utf16_units_however_they_are_written(string json, int length)
    {
        JsonElement.Parse(json).GetString()!.Length.ShouldBe(length);
        Errors(json, (value, errors) => Check.Text(value, errors, new TextRule { Min = length, Max = length })).ShouldBeEmpty();
        Errors(json, (value, errors) => Check.Text(value, errors, new TextRule { Max = length - 1 })).ShouldBe(["$: must have at most 3 characters; it has 4"]);
        Errors(json, (value, errors) => Check.Text(value, errors, new TextRule { Min = length + 1 })).ShouldBe(["$: must have at least 5 characters; it has 4"]);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\ude00\"")]
    [InlineData("\"\\ud83dx\"")]
    [InlineData("\"\\ud83d\\u0041\"")]
    [InlineData("\"\\ud83d\\ud83d\\ude00\"")]
    public void Half_a_character_is_not_text(string json) =>
        Errors(json, (value, errors) => Check.Text(value, errors)).ShouldBe(["$: must be Unicode text"]);

    [Fact]
    public void Bytes_that_are_not_utf8_are_not_text()
    {
        var errors = new ValidationErrors();
        Check.Text(JsonElement.Parse([(byte)'"', 0xFF, (byte)'"']), errors);
        errors.Errors.ShouldHaveSingleItem().Message.ShouldBe("must be Unicode text");
    }

    [Fact]
    public void Long_text_is_checked_as_short_text_is()
    {
        var json = JsonSerializer.Serialize(new string('a', 5000) + "\n");
        Errors(json, (value, errors) => Check.Text(value, errors, new TextRule { Format = TextFormat.SingleLine })).ShouldBe(["$: must be one line: no CR, LF or NUL"]);
    }

    [Theory]
    [InlineData("\"\\u002B\\u002f\\/A\"", true)]
    [InlineData("\"AAA\"", false)]
    public void Escapes_are_read_before_shapes(string json, bool isGood) =>
        Errors(json, (value, errors) => Check.Text(value, errors, new TextRule { Format = TextFormat.Base64 })).Count.ShouldBe(isGood ? 0 : 1);

    [Theory]
    [InlineData("\"2026-03-01T09:30:00Z\"", true)]
    [InlineData("\"2026-03-01T09:30:00.1234567+02:00\"", true)]
    [InlineData("\"2026-03-01T09:30-05:00\"", true)]
    [InlineData("\"2026-03-01T09:30:00\\u002B02:00\"", true)]
    [InlineData("\"2026-03-01T09:30:00\"", false)]
    [InlineData("\"2026-03-01\"", false)]
    [InlineData("\"2026-02-30T09:30:00Z\"", false)]
    [InlineData("\"1 March 2026\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("1772357400", false)]
    public void A_moment_has_an_offset(string json, bool isMoment) => (Errors(json, Check.Moment).Count == 0).ShouldBe(isMoment);

    [Theory]
    [InlineData("2147483647", true)]
    [InlineData("-2147483648", true)]
    [InlineData("2147483648", false)]
    [InlineData("1.0", false)]
    [InlineData("1e2", false)]
    [InlineData("true", false)]
    public void A_whole_number_of_32_bits(string json, bool isInt) => (Errors(json, (value, errors) => Check.Int(value, errors)).Count == 0).ShouldBe(isInt);

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("0.5", false)]
    public void A_whole_number_of_64_bits(string json, bool isLong) => (Errors(json, (value, errors) => Check.Long(value, errors)).Count == 0).ShouldBe(isLong);

    [Theory]
    [InlineData("3", 1D, 5D, null)]
    [InlineData("6", 1D, 5D, "must be 1 to 5")]
    [InlineData("0", 1D, double.PositiveInfinity, "must be at least 1")]
    [InlineData("6.5", double.NegativeInfinity, 5D, "must be at most 5")]
    [InlineData("4", 5D, 5D, "must be 5")]
    public void Bounds_are_named(string json, double min, double max, string? error)
    {
        Errors(json, (value, errors) => Check.Double(value, errors, min, max)).ShouldBe(error is null ? [] : ["$: " + error]);
        Errors(json, (value, errors) => Check.Decimal(value, errors, min, max)).ShouldBe(error is null ? [] : ["$: " + error]);
    }

    [Fact]
    public void Keys_of_a_map_stand_in_paths_cut_and_clean()
    {
        var key = "a'b\\\u0007" + new string('x', 100);
        var error = Errors(JsonSerializer.Serialize(new Dictionary<string, int> { [key] = 1 }), (value, errors) => Check.Map(value, errors)).ShouldHaveSingleItem();
        error.ShouldBe("$['a\\'b\\\\\uFFFD" + new string('x', 59) + "…']: must be text, not a number");
    }

    [Fact]
    public void A_key_that_is_not_unicode_is_an_error() =>
        Errors("{\"\\ud800\":\"x\"}", (value, errors) => Check.Map(value, errors)).ShouldBe(["$['\uFFFD']: must be Unicode text"]);

    [Fact]
    public void An_unknown_field_that_is_not_unicode_is_an_error() =>
        Errors("{\"\\ud800\":1}", (value, errors) => Names(value, errors)).ShouldBe(["$['\uFFFD']: unknown field"]);

    [Fact]
    public void Half_a_character_is_none_of_the_allowed_texts() =>
        Errors("\"\\ud800\"", (value, errors) => Check.OneOf(value, errors, ["a", "b"])).ShouldBe(["$: must be one of 'a', 'b'"]);

    [Fact]
    public void At_most_50_errors_are_kept() =>
        Errors("{" + string.Join(",", Enumerable.Range(0, 500).Select(i => $"\"k{i}\":1")) + "}", (value, errors) => Check.Map(value, errors)).Count.ShouldBe(50);

    [Theory]
    [InlineData("Subject", "subject")]
    [InlineData("subjects", "subject")]
    [InlineData("sbuject", "subject")]
    [InlineData("t", "to")]
    [InlineData("body", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_suggested(string name, string? nearest) => NearestNames.Find(name, ["to", "subject", "threadTs"]).FirstOrDefault().ShouldBe(nearest);

    private static void Names(JsonElement value, ValidationErrors errors)
    {
        var names = new FieldNames(["a"], 0, 0);
        var given = 0UL;
        foreach (var field in value.EnumerateObject())
        {
            var before = errors.Count;
            names.Find(field, ref given, errors);
            errors.Under(before, field);
        }
    }

    private static List<string> Errors(string json, Action<JsonElement, ValidationErrors> check)
    {
        var errors = new ValidationErrors();
        check(JsonElement.Parse(json), errors);
        return [.. errors.Errors.Select(error => error.Path + ": " + error.Message)];
    }
}

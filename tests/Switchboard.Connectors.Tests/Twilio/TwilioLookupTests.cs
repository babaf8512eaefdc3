namespace Switchboard.Connectors.Tests.Twilio;

/// <summary>Phone number look-ups.</summary>
public sealed class TwilioLookupTests
{
    private readonly TwilioBench _bench = new();

    [Fact]
    public async Task The_plus_sign_stays_unescaped_in_the_path_of_the_other_host()
    {
        var found = await _bench.LookUpAsync("+14159929960");

        _bench.Last.Method.ShouldBe("GET");
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://lookups.twilio.com/v2/PhoneNumbers/+14159929960");
        found.Valid.ShouldBeTrue();
        found.ValidationErrors.ShouldBeEmpty();
        found.PhoneNumber.ShouldBe("+14159929960");
        found.CountryCode.ShouldBe("US");
        found.CallingCountryCode.ShouldBe("1");
        found.NationalFormat.ShouldBe("(415) 992-9960");
    }

    [Fact]
    public async Task A_wrong_number_is_an_answer_and_not_an_error()
    {
        var found = await _bench.LookUpAsync("+141599299600");

        _bench.Last.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        found.Valid.ShouldBeFalse();
        found.ValidationErrors.ShouldBe(["TOO_LONG"]);
        found.CountryCode.ShouldBeNull();
        found.NationalFormat.ShouldBeNull();
    }

    [Theory]
    [InlineData("+1415992", "TOO_SHORT")]
    [InlineData("+14151929960", "INVALID_BUT_POSSIBLE")]
    [InlineData("+11159929960", "INVALID_BUT_POSSIBLE")]
    [InlineData("+9991234567", "INVALID_COUNTRY_CODE")]
    [InlineData("+9991234567123456", "TOO_LONG")]
    [InlineData("+3461234567", "TOO_SHORT")]
    [InlineData("()", "NOT_A_NUMBER")]
    public async Task It_says_why_a_number_is_wrong(string number, string error) =>
        (await _bench.LookUpAsync(number)).ValidationErrors.ShouldBe([error]);

    [Theory]
    [InlineData("+16042345678", "CA", "(604) 234-5678")]
    [InlineData("+18092345678", "DO", "(809) 234-5678")]
    [InlineData("+15551234567", "US", "(555) 123-4567")]
    [InlineData("+447400123456", "GB", "07400 123456")]
    [InlineData("+442079460123", "GB", "020 7946 0123")]
    [InlineData("+4915123456789", "DE", "01512 3456789")]
    [InlineData("+33612345678", "FR", "06 12 34 56 78")]
    [InlineData("+34612345678", "ES", "612 34 56 78")]
    [InlineData("+393283456789", "IT", "328 345 6789")]
    [InlineData("+31612345678", "NL", "06 12345678")]
    [InlineData("+41781234567", "CH", "078 123 45 67")]
    [InlineData("+46701234567", "SE", "070-123 45 67")]
    [InlineData("+48512345678", "PL", "512 345 678")]
    [InlineData("+61412345678", "AU", "0412 345 678")]
    [InlineData("+919123456789", "IN", "091234 56789")]
    [InlineData("+819012345678", "JP", "090-1234-5678")]
    [InlineData("+5511961234567", "BR", "(11) 96123-4567")]
    [InlineData("+972502345678", "IL", "050-234-5678")]
    [InlineData("+6581234567", "SG", "8123 4567")]
    [InlineData("+79123456789", "RU", "8 (912) 345-67-89")]
    [InlineData("+2348021234567", "NG", "0802 123 4567")]
    public async Task It_knows_country_and_spelling(string number, string country, string format)
    {
        var found = await _bench.LookUpAsync(number);
        found.Valid.ShouldBeTrue();
        found.CountryCode.ShouldBe(country);
        found.NationalFormat.ShouldBe(format);
    }

    [Theory]
    [InlineData("(415) 992-9960", null, "+14159929960")]
    [InlineData("1 415 992 9960", null, "+14159929960")]
    [InlineData("07400 123456", "GB", "+447400123456")]
    [InlineData("06 20 123 4567", "HU", "+36201234567")]
    [InlineData("612 34 56 78", "ES", "+34612345678")]
    public async Task A_national_number_takes_its_country(string number, string? country, string expected)
    {
        var found = await _bench.LookUpAsync(number, country);
        found.Valid.ShouldBeTrue();
        found.PhoneNumber.ShouldBe(expected);
        _bench.Last.Address.Query.ShouldBe(country is null ? "" : "?CountryCode=" + country);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Gsc;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Google;

/// <summary>Signing in as a service account: what is signed, exchanged and kept.</summary>
public sealed class ServiceAccountTests
{
    private const string Email = "reports@example-works.iam.gserviceaccount.com";
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_assertion_is_exchanged_once_for_all_callers_and_the_token_kept_for_its_life()
    {
        var bench = Gsc(KeyFile());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => bench.New.ListSitesAsync(new ListSites(), Ct))));

        var exchange = bench.Exchanges.Single(one => one.Address.AbsolutePath == "/token");
        exchange.Address.AbsoluteUri.ShouldBe("https://oauth2.googleapis.com/token");
        exchange.RequestType.ShouldBe("application/x-www-form-urlencoded");
        exchange.Authorization.ShouldBeNull();
        exchange.RequestText.ShouldStartWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
        bench.Last.Authorization!.ShouldStartWith("Bearer ya29.");

        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.New.ListSitesAsync(new ListSites(), Ct);
        bench.Exchanges.Count(one => one.Address.AbsolutePath == "/token").ShouldBe(2);
    }

    [Fact]
    public async Task The_assertion_names_account_scope_audience_and_an_hour_and_its_signature_is_the_keys()
    {
        var bench = Gsc(KeyFile());
        await bench.New.ListSitesAsync(new ListSites(), Ct);
        var assertion = FormFields.Parse(bench.Exchanges[0].RequestText)["assertion"]!;
        var parts = assertion.Split('.');

        var header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
        header.GetRawText().ShouldBe("""{"alg":"RS256","typ":"JWT","kid":"k1"}""");
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        claims.GetProperty("iss").GetString().ShouldBe(Email);
        claims.GetProperty("scope").GetString().ShouldBe("https://www.googleapis.com/auth/webmasters.readonly");
        claims.GetProperty("aud").GetString().ShouldBe("https://oauth2.googleapis.com/token");
        claims.GetProperty("iat").GetInt64().ShouldBe(TestClock.DefaultStart.ToUnixTimeSeconds());
        claims.GetProperty("exp").GetInt64().ShouldBe(TestClock.DefaultStart.ToUnixTimeSeconds() + 3600);
        Rsa.VerifyData(
            Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [Fact]
    public async Task Each_connector_asks_for_its_own_scope()
    {
        var ga4 = new GoogleBench<IGa4>(Ga4Connector.Binding, attempt => new Ga4Adapter(attempt), credential: [("PropertyId", "1"), ("ServiceAccountKey", KeyFile())]);
        await ga4.New.GetMetadataAsync(new GetMetadata(), Ct);
        Scope(ga4.Exchanges[0]).ShouldBe("https://www.googleapis.com/auth/analytics.readonly");

        var ads = new GoogleBench<IGoogleAds>(
            GoogleAdsConnector.Binding, attempt => new GoogleAdsAdapter(attempt), credential: [("CustomerId", "1234567890"), ("ServiceAccountKey", KeyFile())]);
        await ads.New.CreateCampaignAsync(new CreateCampaign("One", 1, "USD"), Ct);
        Scope(ads.Exchanges[0]).ShouldBe("https://www.googleapis.com/auth/adwords");
    }

    [Fact]
    public async Task Refused_token_is_replaced_in_the_next_attempt()
    {
        var bench = Gsc(KeyFile());
        await bench.New.ListSitesAsync(new ListSites(), Ct);
        bench.Answer("{}", 401, "webmasters.sites.list");
        (await GoogleBench<IGsc>.FaultOf(() => bench.New.ListSitesAsync(new ListSites(), Ct))).IsUnauthorized.ShouldBeTrue();
        await bench.New.ListSitesAsync(new ListSites(), Ct);
        bench.Exchanges.Count(one => one.Address.AbsolutePath == "/token").ShouldBe(2);
    }

    [Theory]
    [InlineData("simulated", "it is not JSON")]
    [InlineData("{}", "client_email or private_key is missing")]
    [InlineData("""{"client_email":"a@b","private_key":"-----BEGIN NOTHING-----"}""", "private_key is no RSA key")]
    public async Task A_key_that_is_none_fails_before_anything_is_sent_and_is_not_shown(string key, string why)
    {
        var bench = Gsc(key);
        var fault = await GoogleBench<IGsc>.FaultOf(() => bench.New.ListSitesAsync(new ListSites(), Ct));
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.ReconnectRequired);
        fault.Message.ShouldContain(why);
        fault.Message.ShouldNotContain("BEGIN");
        bench.Exchanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_key_files_own_token_address_is_not_trusted()
    {
        var bench = Gsc(KeyFile("https://attacker.example/token"));
        await bench.New.ListSitesAsync(new ListSites(), Ct);
        bench.Exchanges[0].Address.Host.ShouldBe("oauth2.googleapis.com");
    }

    [Fact]
    public async Task A_disabled_account_needs_a_new_connection()
    {
        var bench = Gsc(KeyFile());
        bench.Answer("""{"error":"invalid_grant","error_description":"Invalid grant: account not found"}""", 400, "oauth2.token");
        var fault = await GoogleBench<IGsc>.FaultOf(() => bench.New.ListSitesAsync(new ListSites(), Ct));
        fault.Code.ShouldBe(ErrorCode.ReconnectRequired);
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.ProviderCode.ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("nonsense", "invalid_grant")]
    [InlineData("e30.e30.eA", "invalid_grant")]
    [InlineData("", "invalid_request")]
    public void The_simulated_endpoint_refuses_an_assertion_that_is_none(string assertion, string error)
    {
        var (status, body) = Gsc(KeyFile()).Ask("/token", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion, authorization: null);
        status.ShouldBe(400);
        body.GetProperty("error").GetString().ShouldBe(error);
    }

    [Fact]
    public async Task An_old_assertion_is_refused()
    {
        var bench = Gsc(KeyFile());
        await bench.New.ListSitesAsync(new ListSites(), Ct);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        bench.Ask("/token", bench.Exchanges[0].RequestText, authorization: null).Body.GetProperty("error").GetString().ShouldBe("invalid_grant");
    }

    private static GoogleBench<IGsc> Gsc(string key) =>
        new(GscConnector.Binding, attempt => new GscAdapter(attempt), credential: [("ServiceAccountKey", key)]);

    private static string KeyFile(string tokenAddress = "https://oauth2.googleapis.com/token") => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "service_account",
        ["private_key_id"] = "k1",
        ["private_key"] = Rsa.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = Email,
        ["token_uri"] = tokenAddress,
    });

    private static string? Scope(WireExchange exchange) => JsonElement.Parse(
        Base64Url.DecodeFromChars(FormFields.Parse(exchange.RequestText)["assertion"]!.Split('.')[1])).GetProperty("scope").GetString();
}

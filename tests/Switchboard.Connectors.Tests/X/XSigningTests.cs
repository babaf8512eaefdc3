using Switchboard.Connectors.X;

namespace Switchboard.Connectors.Tests.X;

public sealed class XSigningTests
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["ConsumerKey"] = "consumer",
        ["ConsumerSecret"] = "consumer secret",
        ["UserToken"] = "1-token",
        ["UserTokenSecret"] = "token secret",
    };

    [Fact]
    public void The_vector_of_the_standard() =>
        XSigning.Sign(
            new SigningKeys("dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk", "pfkkdhi9sl3r4s00"),
            "GET",
            new Uri("http://photos.example.net/photos?file=vacation.jpg&size=original"),
            [],
            "kllo9940pd9333jh",
            1191242096).ShouldEndWith("oauth_signature=\"tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D\"");

    [Fact]
    public async Task Requests_are_signed_where_the_signing_keys_are_given()
    {
        var bench = new XBench(credential: Keys);
        var post = await bench.PublishAsync();
        var first = bench.Last.Authorization!;
        await bench.MetricsAsync(post.Id);

        first.ShouldStartWith("OAuth oauth_consumer_key=\"consumer\", oauth_nonce=\"");
        first.ShouldContain("oauth_timestamp=\"1796115600\"");
        first.ShouldContain("oauth_token=\"1-token\"");
        first.ShouldNotContain("secret");
        Nonce(bench.Last.Authorization!).ShouldNotBe(Nonce(first));
    }

    [Fact]
    public async Task The_access_token_goes_first()
    {
        var bench = new XBench(credential: new Dictionary<string, string>(Keys) { ["AccessToken"] = "t" });
        await bench.PublishAsync();
        bench.Last.Authorization.ShouldBe("Bearer t");
    }

    private static string Nonce(string header) => header.Split("oauth_nonce=\"")[1].Split('"')[0];
}

using System.Net;
using System.Text;

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>The judge must see red where red is planted; else its green means nothing.</summary>
public sealed class DescriptionJudgeTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "judge.fixture.openapi.json";
    private const string Thing = """{"id":"t1","size":1,"label":null}""";

    public static TheoryData<string> SpecFiles => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Specs"), "*.openapi.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(SpecFiles))]
    public Task Every_description_compiles(string specFile) => judge.CompileAsync(specFile);

    [Fact]
    public async Task A_right_exchange_passes()
    {
        await Create("""{"name":"a","count":2,"note":null}""");
        await Form("Name=a&Count=2&Flag=true&Tag=x&Tag=y&Variables=%7B%22a%22%3A1%7D&meta[order]=7&expand[]=id");
        await Form("Name=a&Tag=one");
        await List("?limit=10&kind=a,b&created[gte]=5&DateSent%3E=2026-12-01");
    }

    [Theory]
    [InlineData("""{"name":"a","count":"2"}""", "must be integer")]
    [InlineData("""{"count":2}""", "required property 'name'")]
    [InlineData("""{"name":"a","nmae":"b"}""", "nmae")]
    [InlineData("""{"name":"a","closed":{"x":1,"y":2}}""", "additionalProperty")]
    [InlineData("""{"name":"a","count":0}""", "must be > 0")]
    [InlineData("""{"name":null}""", "must be string")]
    [InlineData("{\"name\":", "not JSON")]
    public Task A_wrong_body_is_refused(string body, string error) => Refused(() => Create(body), error);

    [Theory]
    [InlineData("Name=a&Count=two", "must be integer")]
    [InlineData("Count=1", "required property 'Name'")]
    [InlineData("Name=a&name=b", "name")]
    [InlineData("Name=a&Flag=yes", "must be boolean")]
    [InlineData("Name=a&Name=b", "must be string")]
    [InlineData("Name=a&Variables=nothing", "must be object")]
    [InlineData("Name=a&meta[order]=7&meta[order][x]=8", "both a value and a structure")]
    public Task A_wrong_form_is_refused(string form, string error) => Refused(() => Form(form), error);

    [Theory]
    [InlineData("?limit=ten", "must be integer")]
    [InlineData("?limit=1&limit=2", "more than once")]
    [InlineData("?limt=1", "query limt is not described")]
    [InlineData("?kind=a,z", "must be equal to one of the allowed values")]
    [InlineData("?created[gte]=soon", "must be integer")]
    [InlineData("", "query limit is missing")]
    public Task A_wrong_query_is_refused(string query, string error) => Refused(() => List(query), error);

    [Theory]
    [InlineData("""{"id":1,"size":1,"label":null}""", "body/id must be string")]
    [InlineData("""{"id":"t1"}""", "required property 'size'")]
    [InlineData("""{"id":"t1","size":1,"label":null,"more":1}""", "additionalProperty")]
    [InlineData("""{"id":"t1","size":null}""", "body/size must be integer")]
    [InlineData("""{"id":"t1","size":1,"at":"yesterday"}""", "format")]
    [InlineData("<html>", "not JSON")]
    public Task A_wrong_response_is_refused(string body, string error) =>
        Refused(() => Create("""{"name":"a"}""", response: body), error);

    [Fact]
    public async Task Wrong_surroundings_are_refused()
    {
        await Refused(() => Create("""{"name":"a"}""", status: HttpStatusCode.Accepted), "status 202");
        await Refused(() => Create("""{"name":"a"}""", type: "text/plain"), "content type text/plain");
        await Refused(() => Create("""{"name":"a"}""", responseType: "text/html"), "content type text/html");
        await Refused(() => Create("""{"name":"a"}""", address: "https://elsewhere.test/v1/things"), "host elsewhere.test");
        await Refused(() => Create("""{"name":"a"}""", address: "https://things.test/v2/things"), "path /v2/things");
        await Refused(() => Create("""{"name":"a"}""", method: "PUT"), "method PUT");
        await Refused(() => Judge("/things/{id}", "GET", Exchange("GET", "https://things.test/v1/things/T-1")), "path id must match pattern");
        await Refused(() => Judge("/nothing", "GET", Exchange("GET", "https://things.test/v1/nothing")), "no path /nothing");
    }

    private Task Create(
        string body, string response = Thing, HttpStatusCode status = HttpStatusCode.Created, string type = "application/json",
        string responseType = "application/json; charset=utf-8", string address = "https://things.test/v1/things", string method = "POST") =>
        Judge("/things", "POST", new WireExchange(
            method, new Uri(address), null, type, Encoding.UTF8.GetBytes(body), status, responseType, Encoding.UTF8.GetBytes(response)));

    private Task Form(string form) => Judge("/forms", "POST", Exchange("POST", "https://things.test/v1/forms") with
    {
        RequestType = "application/x-www-form-urlencoded",
        RequestBody = Encoding.UTF8.GetBytes(form),
    });

    private Task List(string query) => Judge("/things", "GET", Exchange("GET", "https://things.test/v1/things" + query));

    private static WireExchange Exchange(string method, string address) =>
        new(method, new Uri(address), null, null, [], HttpStatusCode.OK, "application/json", Encoding.UTF8.GetBytes(Thing));

    private Task Judge(string path, string method, WireExchange exchange) => judge.JudgeAsync(Spec, path, method, exchange, output);

    private static async Task Refused(Func<Task> judging, string error)
    {
        var refusal = await Should.ThrowAsync<DescriptionException>(judging);
        refusal.Message.ShouldContain(error);
    }
}

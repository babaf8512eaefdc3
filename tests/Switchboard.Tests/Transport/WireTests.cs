using System.IO.Compression;
using System.Text;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Tests.Pipeline;

namespace Switchboard.Tests.Transport;

/// <summary>Live calls over real sockets on loopback: what reaches the provider, and what each broken answer means.</summary>
public sealed class WireTests
{
    private const string Add = """{"to":"a@example.com","text":"x"}""";
    private const string Note = """{"id":"1","text":"x"}""";

    [Fact]
    public async Task A_good_answer_completes()
    {
        await using var server = new ScriptedServer(Ok(Note));

        var outcome = await CallAsync(server, "add", Add);

        outcome.Status.ShouldBe(ExecutionStatus.Completed);
        outcome.Mode.ShouldBe(ConnectorMode.Live);
        server.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("add", Add)]
    [InlineData("remove", """{"id":"1"}""")]
    public async Task A_provider_that_closes_without_an_answer_gets_a_write_once(string action, string input)
    {
        await using var server = new ScriptedServer("");

        var outcome = await CallAsync(server, action, input);

        outcome.Status.ShouldBe(ExecutionStatus.InDoubt);
        outcome.Attempts.ShouldBe(1);
        server.Requests.ShouldBe(1, ".NET sends a request without a content object again by itself");
    }

    [Fact]
    public async Task A_connection_refused_is_not_sent()
    {
        string address;
        await using (var closed = new ScriptedServer(""))
        {
            address = closed.Address;
        }

        var outcome = await CallAsync(address, "add", Add);

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        outcome.Attempts.ShouldBe(4);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new ScriptedServer(Ok(Note));
        await using var server = new ScriptedServer($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Address}/notes\r\nContent-Length: 0\r\n\r\n");

        var outcome = await CallAsync(server, "add", Add);

        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderRejected);
        elsewhere.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")]
    [InlineData("rubbish\r\n\r\n")]
    public async Task An_answer_that_cannot_be_read_leaves_a_write_in_doubt_and_is_not_sent_again(string answer)
    {
        await using var server = new ScriptedServer(answer);

        (await CallAsync(server, "add", Add)).Status.ShouldBe(ExecutionStatus.InDoubt);
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_gzip_bomb_is_cut_off()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                await gzip.WriteAsync(zeros, NotesHost.Ct);
            }
        }

        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        await using var server = new ScriptedServer([.. head, .. packed.ToArray()]);

        (await CallAsync(server, "add", Add)).Status.ShouldBe(ExecutionStatus.InDoubt);
    }

    [Fact]
    public async Task An_error_whose_body_is_cut_off_is_still_that_error()
    {
        await using var server = new ScriptedServer("HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 500\r\n\r\n{");

        (await CallAsync(server, "add", Add)).Error!.Code.ShouldBe(ErrorCode.ProviderRejected);
    }

    private static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static Task<Outcome> CallAsync(ScriptedServer server, string action, string input) => CallAsync(server.Address, action, input);

    private static async Task<Outcome> CallAsync(string address, string action, string input)
    {
        await using var host = new NotesHost(options =>
        {
            options.Mode = ConnectorMode.Live;
            options.RetryDelays = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero];
            options.Setting = name => name switch
            {
                "Switchboard:Connectors:notes:BaseAddress" => address,
                "Switchboard:Connectors:notes:Credentials:Token" => "any",
                _ => null,
            };
        });
        return await host.CallAsync(action, input);
    }
}

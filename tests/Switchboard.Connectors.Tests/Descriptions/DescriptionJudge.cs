using System.Text.Json;
using Switchboard.Connectors.Tests.Descriptions;

[assembly: AssemblyFixture(typeof(DescriptionJudge))]

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>Judges recorded exchanges by the providers' own API descriptions in <c>Specs/</c>.</summary>
/// <remarks>
/// Stricter than the descriptions in one point: a member at the top of a request's body, a form field or a query
/// parameter that nobody declared is an error, since providers drop misspelt ones in silence.
/// </remarks>
public sealed class DescriptionJudge : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private JudgeProcess? _process;

    /// <summary>Fails unless the exchange's request and response are what the description says.</summary>
    /// <param name="specFile">File name in <c>Specs/</c>; up to its first dash or dot it names the connector.</param>
    /// <param name="pathTemplate">Path as the file's key, without the server's prefix.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="exchange">What went over the wire.</param>
    /// <param name="output">Takes the verdict's line.</param>
    /// <param name="action">Action in the line; default: the description's operation id.</param>
    public async Task JudgeAsync(
        string specFile, string pathTemplate, string method, WireExchange exchange, ITestOutputHelper output, string? action = null)
    {
        var answer = await AskAsync(new JudgeQuestion
        {
            File = SpecPath(specFile),
            Path = pathTemplate,
            Method = method,
            SentMethod = exchange.Method,
            Address = exchange.Address.AbsoluteUri,
            RequestType = exchange.RequestType,
            RequestBody = exchange.RequestBody,
            Status = (int)exchange.Status,
            ResponseType = exchange.ResponseType,
            ResponseBody = exchange.ResponseBody,
        });
        var connector = specFile[..specFile.IndexOfAny(['-', '.'])];
        output.WriteLine($"{connector} {action ?? answer.Operation}: judged by {specFile}: request {Verdict(answer.Request)}, response {Verdict(answer.Response)}");
        Refuse(specFile, answer);
    }

    /// <summary>Fails unless every schema of the description compiles, so that it can judge at all.</summary>
    public async Task CompileAsync(string specFile) => Refuse(specFile, await AskAsync(new JudgeQuestion { File = SpecPath(specFile) }));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task<JudgeAnswer> AskAsync(JudgeQuestion question)
    {
        var ct = TestContext.Current.CancellationToken;
        await _turn.WaitAsync(ct);
        try
        {
            _process ??= await JudgeProcess.StartAsync(ct);
            var line = await _process.AskAsync(JsonSerializer.Serialize(question, JudgeJson.Default.JudgeQuestion), ct);
            return JsonSerializer.Deserialize(line, JudgeJson.Default.JudgeAnswer)!;
        }
        catch (OperationCanceledException) when (_process is not null)
        {
            // Its answer is still under way and would be taken for the next question's.
            await _process.DisposeAsync();
            _process = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string SpecPath(string specFile) => Path.Combine(AppContext.BaseDirectory, "Specs", specFile);

    private static string Verdict(IReadOnlyList<string> errors) => errors.Count == 0 ? "ok" : "wrong";

    private static void Refuse(string specFile, JudgeAnswer answer)
    {
        var errors = answer.Request.Select(error => "request: " + error).Concat(answer.Response.Select(error => "response: " + error)).ToArray();
        if (errors.Length > 0)
        {
            throw new DescriptionException($"{answer.Operation} is not as {specFile} says:\n  " + string.Join("\n  ", errors));
        }
    }
}

/// <summary>An exchange that a provider's description does not allow.</summary>
public sealed class DescriptionException(string message) : Exception(message);

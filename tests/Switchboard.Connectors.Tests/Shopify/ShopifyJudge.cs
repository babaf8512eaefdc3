using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Shopify;

/// <summary>Judges exchanges by Shopify's own schema, which is not OpenAPI: graphql-js validates document and variables, and the answer field by field.</summary>
public sealed class ShopifyJudge : IAsyncDisposable
{
    public const string Spec = "shopify-admin-2026-10.graphql";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private JudgeProcess? _process;

    /// <summary>Fails unless the schema allows the request, and its data is just what was asked for.</summary>
    internal async Task JudgeAsync(WireExchange exchange, ITestOutputHelper output, string action)
    {
        var answer = await AskAsync(exchange);
        output.WriteLine($"shopify {action} ({answer.Operation}): judged by {Spec}: request {Verdict(answer.Request)}, response {Verdict(answer.Response)}");
        var errors = answer.Request.Select(error => "request: " + error).Concat(answer.Response.Select(error => "response: " + error)).ToList();
        if (errors.Count > 0)
        {
            throw new DescriptionException(string.Join("\n  ", errors));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task<JudgeAnswer> AskAsync(WireExchange exchange)
    {
        var ct = TestContext.Current.CancellationToken;
        await _turn.WaitAsync(ct);
        try
        {
            _process ??= await JudgeProcess.StartAsync(ct, "graphql-judge.mjs");
            var question = new GraphQuestion(Path.Combine(AppContext.BaseDirectory, "Specs", Spec), exchange.RequestText, exchange.ResponseText);
            return JsonSerializer.Deserialize(
                await _process.AskAsync(JsonSerializer.Serialize(question, GraphQuestionJson.Default.GraphQuestion), ct), GraphQuestionJson.Default.JudgeAnswer)!;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string Verdict(IReadOnlyList<string> errors) => errors.Count == 0 ? "ok" : "wrong";
}

internal sealed record GraphQuestion(string File, string Body, string Answer);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphQuestion))]
[JsonSerializable(typeof(JudgeAnswer))]
internal sealed partial class GraphQuestionJson : JsonSerializerContext;

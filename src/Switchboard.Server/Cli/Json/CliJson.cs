using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Server.Cli.Json;

/// <summary>Serialisers of everything the command prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(CallDocument))]
[JsonSerializable(typeof(ExecutionItem))]
[JsonSerializable(typeof(ExecutionList))]
[JsonSerializable(typeof(RunItem))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(DatabaseDocument))]
[JsonSerializable(typeof(IReadOnlyList<ConnectorItem>))]
[JsonSerializable(typeof(IReadOnlyList<ActionItem>))]
[JsonSerializable(typeof(ActionDocument))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>One line, text as it is.</summary>
    public static CliJson Plain { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

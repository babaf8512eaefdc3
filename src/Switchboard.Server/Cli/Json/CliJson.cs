using System.Text.Json.Serialization;

namespace Switchboard.Server.Cli.Json;

/// <summary>Serialisers of everything the command prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ExecutionItem))]
[JsonSerializable(typeof(ExecutionList))]
[JsonSerializable(typeof(RunItem))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(DatabaseDocument))]
[JsonSerializable(typeof(IReadOnlyList<ConnectorItem>))]
[JsonSerializable(typeof(IReadOnlyList<ActionItem>))]
[JsonSerializable(typeof(ActionDocument))]
internal sealed partial class CliJson : JsonSerializerContext;

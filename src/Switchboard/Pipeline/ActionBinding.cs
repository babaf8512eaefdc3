using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Validation;

namespace Switchboard.Pipeline;

/// <summary>How an action runs: its descriptor with the generated code behind it.</summary>
public abstract class ActionBinding
{
    /// <summary>What is known of the action.</summary>
    public required ActionDescriptor Descriptor { get; init; }

    /// <summary>Generated checks of an input; every error at once.</summary>
    public required Action<JsonElement, ValidationErrors> Validate { get; init; }

    internal abstract bool Takes(object input);

    internal abstract void Check(object input, DateTimeOffset now, ValidationErrors errors);

    internal abstract object ReadInput(JsonElement input);

    internal abstract void WriteInput(Utf8JsonWriter writer, object input);

    internal abstract void WriteOutput(Utf8JsonWriter writer, object output);

    internal abstract object ReadOutput(JsonElement output);

    internal abstract ValueTask<object> InvokeAsync(Attempt attempt, object input, CancellationToken ct);

    internal abstract Task<object?> ReadBackAsync(Attempt attempt, object input, CancellationToken ct);
}

/// <summary>An action's binding with the types of its records. Made by generated code.</summary>
public sealed class ActionBinding<TInput, TOutput> : ActionBinding
    where TInput : class
    where TOutput : class
{
    /// <summary>Gives the serialiser of the input; asked for by calls only.</summary>
    public required Func<JsonTypeInfo<TInput>> InputType { get; init; }

    /// <summary>Gives the serialiser of the output; likewise.</summary>
    public required Func<JsonTypeInfo<TOutput>> OutputType { get; init; }

    /// <summary>Calls a new adapter.</summary>
    public required Func<Attempt, TInput, CancellationToken, Task<TOutput>> Invoke { get; init; }

    /// <summary>Calls the adapter's read-back; null: it has none.</summary>
    public Func<Attempt, TInput, CancellationToken, Task<TOutput?>>? ReadBack { get; init; }

    /// <summary>The contract's own checks of a valid record; null: it has none.</summary>
    public Action<TInput, DateTimeOffset, ValidationErrors>? CheckInput { get; init; }

    internal override bool Takes(object input) => input is TInput;

    internal override void Check(object input, DateTimeOffset now, ValidationErrors errors) => CheckInput?.Invoke((TInput)input, now, errors);

    internal override object ReadInput(JsonElement input) => input.Deserialize(InputType())!;

    internal override void WriteInput(Utf8JsonWriter writer, object input) => JsonSerializer.Serialize(writer, (TInput)input, InputType());

    internal override void WriteOutput(Utf8JsonWriter writer, object output) => JsonSerializer.Serialize(writer, (TOutput)output, OutputType());

    internal override object ReadOutput(JsonElement output) => output.Deserialize(OutputType())!;

    internal override async ValueTask<object> InvokeAsync(Attempt attempt, object input, CancellationToken ct) =>
        await Invoke(attempt, (TInput)input, ct).ConfigureAwait(false);

    internal override async Task<object?> ReadBackAsync(Attempt attempt, object input, CancellationToken ct) =>
        ReadBack is null ? null : await ReadBack(attempt, (TInput)input, ct).ConfigureAwait(false);
}

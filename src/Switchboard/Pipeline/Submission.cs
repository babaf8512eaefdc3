using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Contracts;
using Switchboard.Ledger;
using Switchboard.Orchestration;
using Switchboard.Validation;

namespace Switchboard.Pipeline;

/// <summary>One call on its way through the pipeline.</summary>
internal sealed class Submission : IDisposable
{
    private JsonDocument? _document;

    public required Guid Id { get; init; }

    public required ActionBinding Action { get; init; }

    public required ProviderChannel Channel { get; init; }

    public required CallOptions Options { get; init; }

    public required string Organisation { get; init; }

    public required AgentRun? Run { get; init; }

    public required RunLink RunLink { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>The contract's record; there once the input is valid.</summary>
    public object? Input { get; private set; }

    /// <summary>The input as JSON, defaults applied.</summary>
    public ReadOnlyMemory<byte> InputJson { get; private set; }

    /// <summary>The input, valid or not; null: it cannot be read.</summary>
    public JsonElement? InputElement => _document?.RootElement;

    /// <summary>Keyed hash of the canonical input; null: it is not valid.</summary>
    public string? InputHash { get; private set; }

    /// <summary>Call that held the key and ended without an effect.</summary>
    public Guid? Replaces { get; set; }

    /// <summary>When the gates let it through.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>The row's metadata as it was begun with.</summary>
    public ReadOnlyMemory<byte> Metadata { get; set; }

    /// <summary>Whether the caller wants the output as JSON, not as a record.</summary>
    public bool WantsJson { get; init; }

    /// <summary>When and in which order it runs; null: it is no queued call.</summary>
    public QueueOptions? Queue { get; init; }

    /// <summary>The row as a worker claimed it; null: a direct call.</summary>
    public ToolExecution? Job { get; init; }

    /// <summary>Fence that its end is written with.</summary>
    public long Fence => Job?.Fence ?? 1;

    /// <summary>End of the lease, by the machine's clock; null: it begins with the first try.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When an earlier claim sent it without a verdict, so that it may have happened; null: none did.</summary>
    public DateTimeOffset? MayHaveHappenedAt { get; init; }

    public bool HasEffect => Action.Descriptor.Effect != Effect.Read;

    public Guid? RunId => Run?.Id ?? Options.Run;

    /// <summary>The repeat class under the connection's scopes.</summary>
    public Repeat Repeat => Action.Descriptor.RepeatUnder(Channel.Connection.GrantedScopes);

    /// <summary>Takes a typed input: it is checked like any other.</summary>
    public CallError? Accept(object input)
    {
        (Input, InputJson) = (input, ToJson(input));
        _document = JsonDocument.Parse(InputJson);
        var errors = new ValidationErrors();
        return Validate(errors) ?? Check(errors);
    }

    /// <summary>Takes JSON, read strictly.</summary>
    /// <param name="utf8">The input.</param>
    /// <param name="isGarbage">Whether it is so wrong that no row is written.</param>
    public CallError? Accept(ReadOnlyMemory<byte> utf8, out bool isGarbage)
    {
        _document = StrictJson.Parse(utf8, out var error, out isGarbage);
        var errors = new ValidationErrors();
        if (_document is null || (error = Validate(errors)) is not null)
        {
            return error;
        }

        Input = Action.ReadInput(_document.RootElement);
        InputJson = ToJson(Input);
        _document.Dispose();
        _document = JsonDocument.Parse(InputJson);
        return Check(errors);
    }

    /// <summary>Hashes the canonical input under a key of the organisation.</summary>
    public void HashInput(KeyedHash keyed)
    {
        using var canonical = Scratch.Rent();
        Encoding.UTF8.GetBytes(Action.Descriptor.FullName, canonical.Bytes);
        canonical.Bytes.Write("\n"u8);
        CanonicalJson.Write(canonical.Bytes, _document!.RootElement);
        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        keyed.Of(canonical.Written, hash);
        InputHash = Convert.ToHexStringLower(hash);
    }

    /// <summary>Value of an input field as text, for limits that are split by it.</summary>
    public string Field(string name) =>
        _document!.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";

    public void Dispose() => _document?.Dispose();

    private CallError? Validate(ValidationErrors errors)
    {
        Action.Validate(_document!.RootElement, errors);
        return Invalid(errors);
    }

    private CallError? Check(ValidationErrors errors)
    {
        Action.Check(Input!, QueuedAt, errors);
        return Invalid(errors);
    }

    private static CallError? Invalid(ValidationErrors errors)
    {
        if (errors.IsEmpty)
        {
            return null;
        }

        var first = errors.Errors[0];
        var more = errors.Errors.Count > 1 ? $" (and {errors.Errors.Count - 1} more)" : "";
        return new CallError(ErrorCode.InvalidInput, $"{first.Path}: {first.Message}{more}") { Paths = errors.Errors };
    }

    private byte[] ToJson(object input)
    {
        using var scratch = Scratch.Rent();
        Action.WriteInput(scratch.Json, input);
        return scratch.ToJson();
    }
}

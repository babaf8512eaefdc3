using System.Text.Json;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>Calls an action of the connector under test, which must complete; gives its output.</summary>
public delegate Task<JsonElement> Caller(string action, string input);

/// <summary>A call that completes on a new simulated account.</summary>
/// <param name="Action">Action, without the connector.</param>
/// <param name="Input">Its input as JSON.</param>
public sealed record Sample(string Action, string Input = "{}")
{
    /// <summary>Makes the input where it needs what earlier calls left, as an id; null: <see cref="Input"/> is whole.</summary>
    public Func<Caller, Task<string>>? Prepare { get; init; }

    /// <summary>The simulator's route with the action's effect; needed where a call makes several requests.</summary>
    public string? Route { get; init; }

    /// <summary>Input field and output field of the page token, as <c>cursor</c> and <c>nextCursor</c>; null: it has no pages.</summary>
    public (string Input, string Output)? Pages { get; init; }

    /// <summary>A member of an answer as JSON text, to be put into an input.</summary>
    public static string Member(JsonElement answer, string name) => answer.GetProperty(name).GetRawText();

    /// <summary>The input, prepared on an account.</summary>
    public Task<string> InputAsync(Caller caller) => Prepare is null ? Task.FromResult(Input) : Prepare(caller);
}

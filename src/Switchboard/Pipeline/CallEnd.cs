using Switchboard.Calls;

namespace Switchboard.Pipeline;

/// <summary>How a call's tries ended.</summary>
internal sealed class CallEnd
{
    public required ExecutionStatus Status { get; init; }

    /// <summary>The contract's record; null unless completed.</summary>
    public object? Output { get; init; }

    public CallError? Error { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Facts for the row's metadata.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Notes { get; init; }

    /// <summary>Whether the caller's own cancellation ended it.</summary>
    public bool IsCancelledByCaller { get; init; }
}

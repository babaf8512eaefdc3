using Switchboard.Calls;

namespace Switchboard.Pipeline;

/// <summary>What a caller gets: the outcome, and the contract's record for the typed face.</summary>
internal readonly record struct CallResult(Outcome Outcome, object? Output, bool IsCancelledByCaller = false);

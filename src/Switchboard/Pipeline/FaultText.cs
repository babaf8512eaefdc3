using Switchboard.Calls;
using Switchboard.Catalog;

namespace Switchboard.Pipeline;

/// <summary>What a caller is told of a fault that ended a call.</summary>
internal static class FaultText
{
    public static CallError ToError(Fault fault, ActionDescriptor action)
    {
        return new CallError(fault.Code, Message(fault, action))
        {
            ProviderCode = fault.ProviderCode,
            RetryAfter = fault.RetryAfter,
            Retryable = fault.Code is ErrorCode.RateLimited or ErrorCode.ProviderUnavailable or ErrorCode.TimedOut,
            OperatorMessage = fault.Message,
        };
    }

    private static string Message(Fault fault, ActionDescriptor action) => fault.Code switch
    {
        ErrorCode.RateLimited => $"{action.Connector} takes no more calls for now; nothing was done.",
        ErrorCode.ReconnectRequired => $"{action.Connector} no longer accepts our credential; it must be connected again.",
        ErrorCode.TimedOut => $"{action.Connector} did not answer in time.",
        ErrorCode.CredentialsMissing => fault.Message,
        ErrorCode.ProviderRejected => $"{action.Connector} said no{(fault.ProviderCode is { } code ? $" ({code})" : "")}: {fault.Message}",
        _ => $"{action.Connector} cannot be reached or fails; nothing was done.",
    };
}

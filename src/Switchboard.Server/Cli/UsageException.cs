using Switchboard.Calls;

namespace Switchboard.Server.Cli;

/// <summary>The command was asked for something it does not take; exit 2. The message says what is right.</summary>
internal sealed class UsageException(string message, ErrorCode code = ErrorCode.InvalidInput) : Exception(message)
{
    /// <summary>Code in the outside contract.</summary>
    public ErrorCode Code { get; } = code;
}

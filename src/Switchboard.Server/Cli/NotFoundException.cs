namespace Switchboard.Server.Cli;

/// <summary>No such row; exit 1.</summary>
internal sealed class NotFoundException(string message) : Exception(message);

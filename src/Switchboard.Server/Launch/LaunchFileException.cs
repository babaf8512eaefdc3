namespace Switchboard.Server.Launch;

/// <summary>A file of a launch cannot be used; the message says which and why.</summary>
internal sealed class LaunchFileException(string message) : Exception(message);

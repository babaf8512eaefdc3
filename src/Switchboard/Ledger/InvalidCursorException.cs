namespace Switchboard.Ledger;

/// <summary>A cursor is none that a list gave.</summary>
public sealed class InvalidCursorException() : FormatException("The cursor is not one that a list gave.");

namespace Switchboard.Connectors.Gmail;

/// <summary>A simulated mailbox as it is kept in a snapshot.</summary>
internal sealed record MailboxState(
    ulong HistoryId, IReadOnlyList<MessageState> Messages, IReadOnlyList<DraftState> Drafts, IReadOnlyList<WireLabel> Labels);

/// <summary>A message of a snapshot; the mail itself is base64.</summary>
internal sealed record MessageState(string Id, string ThreadId, IReadOnlyList<string> LabelIds, long InternalDate, ulong HistoryId, byte[] Raw);

/// <summary>A draft of a snapshot.</summary>
internal sealed record DraftState(string Id, string MessageId);

namespace Switchboard.Connectors.Mime;

/// <summary>A mail before it is written as RFC 5322.</summary>
internal sealed class MimeMessage
{
    /// <summary>Names the mail: its Message-ID and its boundaries are made of it.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it is written.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Sender; null: the provider fills it in.</summary>
    public Mailbox? From { get; init; }

    /// <summary>Recipients.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>Recipients of copies.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Recipients whom the others do not see; left empty where they travel in an envelope.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>Subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>HTML alternative; null: none.</summary>
    public string? Html { get; init; }

    /// <summary>Message-ID of the mail that this one answers, in angle brackets; null: none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Files.</summary>
    public IReadOnlyList<MimeAttachment> Attachments { get; init; } = [];

    /// <summary>Message-ID of a mail, in angle brackets. Its domain belongs to nobody (RFC 2606).</summary>
    public static string MessageIdOf(Guid id) => $"<{id:N}@switchboard.invalid>";
}

/// <summary>A file in a mail.</summary>
/// <param name="FileName">Name shown to the reader.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Base64">The content as base64 with padding; goes to the wire without being decoded.</param>
internal sealed record MimeAttachment(string FileName, string ContentType, string Base64);

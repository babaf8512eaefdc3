using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>A mail that was read, or one part of it.</summary>
internal sealed class MimePart
{
    /// <summary>Headers in order, unfolded; encoded words stand as they came.</summary>
    public required IReadOnlyList<MimeHeader> Headers { get; init; }

    /// <summary>Media type, lower case; <c>text/plain</c> if none was given.</summary>
    public required string MediaType { get; init; }

    /// <summary>Charset of text; null: none was given.</summary>
    public string? Charset { get; init; }

    /// <summary>File name, decoded; null: no file.</summary>
    public string? FileName { get; init; }

    /// <summary>The content without its transfer encoding; empty for a multipart.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Parts of a multipart.</summary>
    public IReadOnlyList<MimePart> Parts { get; init; } = [];

    /// <summary>The content as text.</summary>
    public string Text => Charsets.Of(Charset).GetString(Content.Span);

    /// <summary>The first header of a name, encoded words decoded; null: absent.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return EncodedWords.Decode(header.Value);
            }
        }

        return null;
    }

    /// <summary>Addresses of a header; empty if it is absent. Names are decoded after the list is split.</summary>
    public List<Mailbox> Mailboxes(string name)
    {
        var all = new List<Mailbox>();
        foreach (var header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var mailbox in Mailbox.ParseList(header.Value))
                {
                    all.Add(mailbox.Name is { } encoded ? mailbox with { Name = EncodedWords.Decode(encoded) } : mailbox);
                }
            }
        }

        return all;
    }

    /// <summary>The first text of a subtype that is no file, depth first; null: none.</summary>
    public MimePart? FindText(string mediaType)
    {
        if (MediaType == mediaType && FileName is null)
        {
            return this;
        }

        foreach (var part in Parts)
        {
            if (part.FindText(mediaType) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>This part and all below it, depth first.</summary>
    public IEnumerable<MimePart> Flatten()
    {
        yield return this;
        foreach (var part in Parts)
        {
            foreach (var below in part.Flatten())
            {
                yield return below;
            }
        }
    }
}

/// <summary>One header of a mail.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Value">Unfolded.</param>
internal readonly record struct MimeHeader(string Name, string Value);

/// <summary>Charsets that need no tables of their own; any other is read as UTF-8.</summary>
internal static class Charsets
{
    public static Encoding Of(string? name) => name?.ToLowerInvariant() switch
    {
        "iso-8859-1" or "latin1" or "windows-1252" => Encoding.Latin1,
        "utf-16le" => Encoding.Unicode,
        "utf-16be" or "utf-16" => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };
}

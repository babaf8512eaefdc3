using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Generators.Tests.Samples;

/// <summary>Mail of a made-up provider: says "hello" with <c>everything</c> that a contract can hold.</summary>
[Connector("mail", Aliases = ["post"], Category = "Email", BaseAddress = "https://mail.example.com", ApiVersion = "v1",
    Adapter = typeof(MailAdapter), Simulator = typeof(MailSimulator), Json = typeof(MailJson), Triggers = ["message.received"])]
[Credential("Token", "Access token, from the \"Keys\" page.", Simulated = "tok-1")]
[Credential("Region", "Region of the account.", Set = "legacy", Optional = true)]
[RateLimit("sends", 100, 60, Source = "https://mail.example.com/limits")]
[SendCap("free", 500)]
[SendCap("paid", 2000)]
[QuietHours("21:00", "08:30")]
[NotOffered("call", "Mail has no voice: use a telephone.")]
public interface IMail
{
    /// <summary>Sends one <see cref="Letter"/>; find it again by <see cref="ListAsync"/>.</summary>
    [Action(Effect.Write, Repeat.Reconcilable, ReadBack = nameof(MailAdapter.FindSentAsync), ReadBackScopes = ["read"], Scopes = ["send", "all"],
        Aliases = ["SEND_MAIL"], QuietHours = true)]
    [Cost("sends", 2, Per = "from")]
    Task<SentLetter> SendAsync(Letter input, CancellationToken ct = default);

    /// <summary>Lists letters, newest first.</summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<LetterPage> ListAsync(ListLetters input, CancellationToken ct = default);

    /// <summary>Says whose account this is.</summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<Profile> GetProfileAsync(GetProfile input, CancellationToken ct = default);

    /// <summary>Files a tree of folders.</summary>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 86400)]
    Task<Folder> PutFolderAsync(Folder input, CancellationToken ct = default);
}

/// <summary>A letter.</summary>
/// <param name="To">Who gets it.</param>
/// <param name="Subject">One line; see <paramref name="Body"/>.</param>
/// <param name="Body">What it says.</param>
/// <param name="From">Who sends it; <see langword="null"/>: the account.</param>
/// <param name="Phone">Number for <c>SMS</c>.</param>
/// <param name="Priority">How soon.</param>
/// <param name="Copies">How many.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Weight">Weight in kilograms.</param>
/// <param name="Price">Price in euros.</param>
/// <param name="Tracked">Whether it is tracked.</param>
/// <param name="At">When to send.</param>
/// <param name="Files">What is enclosed.</param>
/// <param name="Headers">More headers.</param>
/// <param name="Blocks">Any JSON.</param>
/// <param name="Grid">Lists in a list.</param>
/// <param name="Code">A code.</param>
/// <param name="Link">Where to read on.</param>
[AnyOf("body", "blocks")]
public sealed record Letter(
    [Recipient, Format(TextFormat.Email), Items(1, 3)] IReadOnlyList<string> To,
    [Content, Format(TextFormat.SingleLine), Length(1, 20)] string Subject,
    [Content] string? Body = null,
    [Recipient, Format(TextFormat.Email)] string? From = null,
    [Recipient, Format(TextFormat.Phone)] string? Phone = null,
    Priority Priority = Priority.VeryHigh,
    [Range(1, 10)] int Copies = 1,
    long? Size = null,
    [Range(0.5, double.PositiveInfinity)] double? Weight = null,
    [Range(0.01, 1000)] decimal? Price = null,
    bool Tracked = false,
    [Volatile] DateTimeOffset? At = null,
    IReadOnlyList<Attachment>? Files = null,
    [Secret, Format(TextFormat.SingleLine), Items(0, 2)] IReadOnlyDictionary<string, string>? Headers = null,
    [Content] JsonElement? Blocks = null,
    IReadOnlyList<IReadOnlyList<int?>>? Grid = null,
    [Pattern("^[A-Z]{2}-\\d+$")] string? Code = null,
    [property: JsonPropertyName("read_on"), Format(TextFormat.Uri)] string? Link = null);

/// <summary>An enclosed file.</summary>
/// <param name="Name">File name.</param>
/// <param name="Content">The file.</param>
public sealed record Attachment([Format(TextFormat.SingleLine)] string Name, [Content, Format(TextFormat.Base64)] string Content);

/// <summary>How soon.</summary>
[JsonConverter(typeof(EnumText<Priority>))]
public enum Priority
{
    /// <summary>Some day.</summary>
    Low,

    /// <summary>Now.</summary>
    VeryHigh,

    /// <summary>Yesterday.</summary>
    [JsonStringEnumMemberName("ASAP")]
    Soonest,
}

/// <summary>What was sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ThreadId">Its thread.</param>
public sealed record SentLetter([Volatile] string Id, string? ThreadId);

/// <summary>Which letters.</summary>
/// <param name="Query">Words to look for; null: all.</param>
/// <param name="Max">At most so many.</param>
public sealed record ListLetters(string? Query, [Range(1, 100)] int Max = 20);

/// <summary>A page of letters.</summary>
/// <param name="Items">The letters.</param>
/// <param name="Priority">The page's priority.</param>
/// <param name="First">The first of them.</param>
public sealed record LetterPage(IReadOnlyList<Attachment> Items, Priority? Priority = null, Attachment? First = null);

/// <summary>Nothing to say.</summary>
public sealed record GetProfile();

/// <summary>An account.</summary>
/// <param name="Name">Its name.</param>
public sealed record Profile(string Name);

/// <summary>A folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folders">What is in it.</param>
/// <param name="Owner">Whose it is.</param>
public sealed record Folder([Content] string Name, IReadOnlyList<Folder>? Folders = null, [Recipient] Owner? Owner = null);

/// <summary>An owner.</summary>
/// <param name="Name">A name.</param>
/// <param name="Root">The topmost folder.</param>
public sealed record Owner(string Name, Folder? Root = null);

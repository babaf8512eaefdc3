using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Tests.Notes;

/// <summary>A small provider for tests: it keeps notes, and has an action of every repeat class.</summary>
[Connector("notes", Category = "Test", BaseAddress = "https://notes.example", Adapter = typeof(NotesAdapter), Simulator = typeof(NotesSimulator), Json = typeof(NotesJson))]
[Credential("Token", "Any text.", Simulated = "simulated-token")]
[RateLimit("calls", 5, 60, Source = "made up")]
[RateLimit("calls", 2, 1, Source = "made up")]
[NotOffered("print", "Notes are on paper only at the stationer's.")]
public interface INotes
{
    /// <summary>Adds a note; repeating adds another.</summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(NotesAdapter.CheckAdd))]
    Task<Note> AddAsync(AddNote input, CancellationToken ct = default);

    /// <summary>Sets a note; repeating gives the same.</summary>
    [Action(Effect.Write, Repeat.Natural)]
    Task<Note> SetAsync(SetNote input, CancellationToken ct = default);

    /// <summary>Adds a note under the call's own key.</summary>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 3600)]
    Task<Note> AddOnceAsync(AddNoteOnce input, CancellationToken ct = default);

    /// <summary>Adds a note that can be looked up by the call's id.</summary>
    [Action(Effect.Write, Repeat.Reconcilable, ReadBack = nameof(NotesAdapter.FindAsync))]
    Task<Note> AddMarkedAsync(AddMarkedNote input, CancellationToken ct = default);

    /// <summary>Removes a note by a request without a body.</summary>
    [Action(Effect.Destructive, Repeat.Blind)]
    Task<NoteCount> RemoveAsync(RemoveNote input, CancellationToken ct = default);

    /// <summary>Reads a note.</summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<Note> GetAsync(GetNote input, CancellationToken ct = default);

    /// <summary>Counts under a limit.</summary>
    [Action(Effect.Read, Repeat.Read)]
    [Cost("calls")]
    Task<NoteCount> CountAsync(CountNotes input, CancellationToken ct = default);
}

/// <summary>A note to add.</summary>
/// <param name="To">Address of whom it is for.</param>
/// <param name="Text">What it says.</param>
public sealed record AddNote([Recipient, Format(TextFormat.Email)] string To, [Content, Length(1, 100)] string Text);

/// <summary>A note to set.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What it says.</param>
public sealed record SetNote(string Id, [Content] string Text);

/// <summary>A note to add once.</summary>
/// <param name="Text">What it says.</param>
public sealed record AddNoteOnce([Content] string Text);

/// <summary>A note to add with a mark.</summary>
/// <param name="Text">What it says.</param>
public sealed record AddMarkedNote([Content] string Text);

/// <summary>Which note to remove.</summary>
/// <param name="Id">Its id.</param>
public sealed record RemoveNote(string Id);

/// <summary>Which note.</summary>
/// <param name="Id">Its id.</param>
public sealed record GetNote(string Id);

/// <summary>Counts all notes.</summary>
public sealed record CountNotes();

/// <summary>A note.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What it says.</param>
public sealed record Note(string Id, [Content] string Text);

/// <summary>How many notes there are.</summary>
/// <param name="Count">Notes.</param>
public sealed record NoteCount(int Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddNote))]
[JsonSerializable(typeof(SetNote))]
[JsonSerializable(typeof(AddNoteOnce))]
[JsonSerializable(typeof(AddMarkedNote))]
[JsonSerializable(typeof(RemoveNote))]
[JsonSerializable(typeof(GetNote))]
[JsonSerializable(typeof(CountNotes))]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(NoteCount))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class NotesJson : JsonSerializerContext;

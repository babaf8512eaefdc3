using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Tests.Notes;

internal sealed class NotesSimulator : Simulator
{
    private readonly SortedDictionary<string, string> _notes = new(StringComparer.Ordinal);

    public NotesSimulator(SimulatorContext context)
        : base(context)
    {
        Map("add", "POST", "/notes", request => Put(NewHexId("note", request.Text, 8), request));
        Map("set", "POST", "/notes/{id}", request => Put(request.Route("id"), request));
        Map("once", "POST", "/once/{key}", request => Put(request.Route("key"), request));
        Map("mark", "POST", "/marked/{key}", request => Put(request.Route("key"), request));
        Map("find", "GET", "/marked/{key}", request => Get(request.Route("key")));
        Map("get", "GET", "/notes/{id}", request => Get(request.Route("id")));
        Map("remove", "DELETE", "/notes/{id}", request =>
        {
            _notes.Remove(request.Route("id"));
            return SimulatorReply.Json(new NoteCount(_notes.Count), NotesJson.Default.NoteCount);
        });
        Map("count", "GET", "/count", _ => SimulatorReply.Json(new NoteCount(_notes.Count), NotesJson.Default.NoteCount));
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        request.Header("Authorization") is null ? SimulatorReply.Text("who are you", 401) : null;

    protected override SimulatorReply NotFound(SimulatorRequest request) => SimulatorReply.Text("no such path", 404);

    protected override void SaveState(Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, new Dictionary<string, string>(_notes), NotesJson.Default.DictionaryStringString);

    protected override void LoadState(JsonElement state)
    {
        foreach (var note in state.EnumerateObject())
        {
            _notes[note.Name] = note.Value.GetString()!;
        }
    }

    private SimulatorReply Put(string id, SimulatorRequest request)
    {
        var lines = request.Text.Split('\n', 2);
        if (lines[1] == "forbidden")
        {
            return SimulatorReply.Text($"{lines[0]} may not be written to", 403);
        }

        _notes[id] = lines[1];
        return Get(id);
    }

    private SimulatorReply Get(string id) => _notes.TryGetValue(id, out var text)
        ? SimulatorReply.Json(new Note(id, text), NotesJson.Default.Note)
        : SimulatorReply.Text("no such note", 404);
}

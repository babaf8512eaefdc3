using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Switchboard.Calls;
using Switchboard.Resilience;
using Switchboard.Validation;

namespace Switchboard.Tests.Notes;

internal sealed class NotesAdapter(Attempt attempt) : INotes
{
    public static void CheckAdd(AddNote input, DateTimeOffset now, ValidationErrors errors)
    {
        if (input.Text == input.To)
        {
            errors.Add("$.text", "must not be the address");
        }
    }

    public Task<Note> AddAsync(AddNote input, CancellationToken ct = default) => PostAsync("/notes", input.Text, input.To, ct);

    public Task<Note> SetAsync(SetNote input, CancellationToken ct = default) => PostAsync($"/notes/{input.Id}", input.Text, "", ct);

    public Task<Note> AddOnceAsync(AddNoteOnce input, CancellationToken ct = default) => PostAsync($"/once/{attempt.ExecutionId:N}", input.Text, "", ct);

    public Task<Note> AddMarkedAsync(AddMarkedNote input, CancellationToken ct = default) => PostAsync($"/marked/{attempt.ExecutionId:N}", input.Text, "", ct);

    public async Task<Note?> FindAsync(AddMarkedNote input, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, $"/marked/{attempt.ExecutionId:N}");
        var response = await attempt.SendAsync(request, ct);
        return response.Status == HttpStatusCode.NotFound ? null : Read(response);
    }

    public async Task<Note> GetAsync(GetNote input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Get, $"/notes/{Uri.EscapeDataString(input.Id)}");
        return Read(await attempt.SendAsync(request, ct));
    }

    public async Task<NoteCount> RemoveAsync(RemoveNote input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Delete, $"/notes/{input.Id}");
        var response = await attempt.SendAsync(request, ct);
        return response.IsSuccess ? response.Read(NotesJson.Default.NoteCount) : throw response.ToException(attempt.Time.GetUtcNow());
    }

    public async Task<NoteCount> CountAsync(CountNotes input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Get, "/count");
        var response = await attempt.SendAsync(request, ct);
        if (response.Header("X-Left") is "0" && int.TryParse(response.Header("X-Reset-In"), CultureInfo.InvariantCulture, out var seconds))
        {
            attempt.LimitReached(attempt.Time.GetUtcNow().AddSeconds(seconds), response.Header("X-Of"));
        }

        return response.IsSuccess ? response.Read(NotesJson.Default.NoteCount) : throw response.ToException(attempt.Time.GetUtcNow());
    }

    private async Task<Note> PostAsync(string path, string text, string to, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = new StringContent(to + "\n" + text, Encoding.UTF8);
        return Read(await attempt.SendAsync(request, ct));
    }

    private Note Read(ProviderResponse response)
    {
        attempt.Note("providerRequestId", "req-1");
        return response.IsSuccess
            ? response.Read(NotesJson.Default.Note)
            : throw response.ToException(attempt.Time.GetUtcNow(), "no", response.Text, notExecuted: true);
    }

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, attempt.Address(path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", attempt.Credential["Token"]) } };
}

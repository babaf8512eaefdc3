using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Slack;

/// <summary>The simulated upload in three steps: ask for an address, bring the bytes there, complete and share.</summary>
internal sealed class SlackFiles(SlackWorkspace workspace, Func<long> now)
{
    public const string UploadPath = "/upload/v1/";

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csv"] = "text/csv",
        ["gif"] = "image/gif",
        ["jpg"] = "image/jpeg",
        ["json"] = "application/json",
        ["md"] = "text/markdown",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["txt"] = "text/plain",
    };

    public SimulatorReply AskUpload(SlackArguments arguments, SimulatorRequest request)
    {
        if (arguments["filename"] is not { } name || !long.TryParse(arguments["length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0)
        {
            return SlackSimulator.Error("missing_argument");
        }

        // The documentation says alt_txt, the SDK sends alt_text: both are understood.
        if ((arguments["alt_txt"] ?? arguments["alt_text"])?.Length > 1000)
        {
            return SlackSimulator.Error("alt_txt_too_large");
        }

        var file = workspace.AskUpload(name, length, now());
        return SlackSimulator.Reply(
            new UploadAddressAnswer { Ok = true, UploadUrl = request.Root + UploadPath + file.Token, FileId = file.Id }, SlackWireJson.Default.UploadAddressAnswer);
    }

    /// <summary>Takes the bytes: raw, or as the first part of a multipart form, whatever its name.</summary>
    public SimulatorReply Take(SimulatorRequest request)
    {
        if (workspace.FindUpload(request.Route("token")) is not { Content: null } file)
        {
            return SimulatorReply.Text("Not found", 404);
        }

        var bytes = request.Header("Content-Type")?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true ? FirstPart(request.Body.Span) : request.Body.ToArray();
        if (bytes.Length != file.Length)
        {
            return SimulatorReply.Text("Bad request: the length is not the one announced", 400);
        }

        workspace.Keep(file with { Content = bytes });
        return SimulatorReply.Text($"OK - {bytes.Length}");
    }

    public SimulatorReply Complete(SlackArguments arguments, SimulatorRequest request)
    {
        if (ReadReferences(arguments["files"]) is not { Count: > 0 } references)
        {
            return SlackSimulator.Error("invalid_array_arg");
        }

        if (RefuseChannel(arguments["channel_id"], out var channel) is { } refusal)
        {
            return refusal;
        }

        if (references.Any(reference => workspace.FindFile(reference.Id) is not { Content: not null, Title: null }))
        {
            return SlackSimulator.Error("file_not_found");
        }

        foreach (var reference in references)
        {
            var file = workspace.FindFile(reference.Id)!;
            workspace.Keep(file with { Title = reference.Title ?? file.Name, Channel = channel });
        }

        List<string> ids = [.. references.Select(reference => reference.Id)];
        if (channel is not null)
        {
            workspace.Post(new SlackDraft(channel, arguments["initial_comment"] ?? "", null, arguments["thread_ts"], ids), now());
        }

        return SlackSimulator.Reply(new UploadedFilesAnswer { Ok = true, Files = ToWire(ids, request.Root) }, SlackWireJson.Default.UploadedFilesAnswer);
    }

    public SimulatorReply Download(SimulatorRequest request) =>
        workspace.FindFile(request.Route("id")) is { Content: { } bytes, Title: not null } file
            ? new SimulatorReply { ContentType = MediaType(file.Name), Body = bytes }
            : SimulatorReply.Text("Not found", 404);

    public IReadOnlyList<WireFile> ToWire(IReadOnlyList<string> ids, string root) => [.. ids.Select(id => ToWire(workspace.FindFile(id)!, root))];

    private WireFile ToWire(StoredFile file, string root) => new()
    {
        Id = file.Id,
        Created = file.Created,
        Timestamp = file.Created,
        Name = file.Name,
        Title = file.Title,
        Mimetype = MediaType(file.Name),
        Filetype = MediaTypes.ContainsKey(Extension(file.Name)) ? Extension(file.Name) : "binary",
        User = workspace.Identity.BotUserId,
        Size = file.Length,
        Mode = "hosted",
        IsExternal = false,
        IsPublic = file.Channel?.StartsWith('C') == true,
        UrlPrivate = root + "/files-pri/" + file.Id,
        Channels = file.Channel is null ? [] : [file.Channel],
    };

    private SimulatorReply? RefuseChannel(string? id, out string? channel)
    {
        // Only an id will do here: a channel's name is not found.
        channel = id;
        if (id is null)
        {
            return null;
        }

        return workspace.FindChannel(id) is not { } found || found.Id != id ? SlackSimulator.Error("channel_not_found")
            : found.IsMember == false ? SlackSimulator.Error("not_in_channel")
            : found.IsArchived == true ? SlackSimulator.Error("posting_to_channel_denied")
            : null;
    }

    private static IReadOnlyList<WireFileReference>? ReadReferences(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, SlackWireJson.Default.IReadOnlyListWireFileReference);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] FirstPart(ReadOnlySpan<byte> body)
    {
        var line = body.IndexOf("\r\n"u8);
        var head = body.IndexOf("\r\n\r\n"u8);
        if (line < 0 || head < 0)
        {
            return [];
        }

        var content = body[(head + 4)..];
        var end = content.IndexOf(Encoding.ASCII.GetBytes("\r\n" + Encoding.ASCII.GetString(body[..line])));
        return end < 0 ? [] : content[..end].ToArray();
    }

    private static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    private static string MediaType(string name) => MediaTypes.GetValueOrDefault(Extension(name), "application/octet-stream");
}

namespace Switchboard.Connectors.Instagram;

/// <summary>A picture that is not published yet.</summary>
internal sealed record WireContainer(string? StatusCode, string? Status = null);

/// <summary>A published picture.</summary>
internal sealed record WireMedia
{
    public required string Id { get; init; }

    public string? Caption { get; init; }

    public string? Permalink { get; init; }

    public string? Timestamp { get; init; }
}

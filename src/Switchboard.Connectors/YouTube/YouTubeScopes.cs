namespace Switchboard.Connectors.YouTube;

/// <summary>Scopes of the YouTube Data API.</summary>
internal static class YouTubeScopes
{
    public const string Full = "https://www.googleapis.com/auth/youtube";
    public const string ForceSsl = "https://www.googleapis.com/auth/youtube.force-ssl";
    public const string ReadOnly = "https://www.googleapis.com/auth/youtube.readonly";
    public const string Upload = "https://www.googleapis.com/auth/youtube.upload";
}

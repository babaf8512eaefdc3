namespace Switchboard.Connectors.Gmail;

/// <summary>OAuth scopes of the Gmail API; source: its discovery document, revision 20260413.</summary>
internal static class GmailScopes
{
    public const string Full = "https://mail.google.com/";
    public const string Send = "https://www.googleapis.com/auth/gmail.send";
    public const string Compose = "https://www.googleapis.com/auth/gmail.compose";
    public const string Modify = "https://www.googleapis.com/auth/gmail.modify";
    public const string ReadOnly = "https://www.googleapis.com/auth/gmail.readonly";
    public const string Metadata = "https://www.googleapis.com/auth/gmail.metadata";
    public const string Labels = "https://www.googleapis.com/auth/gmail.labels";
}

namespace Switchboard.Server.Tests;

/// <summary>Inputs that tests send.</summary>
public static class Mail
{
    public const string Valid = """{"to":["ada@example.com"],"subject":"Hello","body":"The body"}""";

    public const string Text = """{"to":"+12025550123","from":"+15005550006","body":"Hello"}""";

    public const string Post = """{"channel":"#general","text":"Hello"}""";
}

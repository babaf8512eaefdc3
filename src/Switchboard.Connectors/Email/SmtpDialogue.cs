using System.Globalization;
using System.Text;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Email;

/// <summary>Names of a simulated server's requests and of what their headers say.</summary>
internal static class SmtpVerbs
{
    public const string Connect = "CONNECT";
    public const string Message = "MESSAGE";
    public const string Client = "EHLO";
    public const string Tls = "TLS";
    public const string Login = "AUTH";
    public const string NewLogin = "New-Login";
    public const string Sender = "MAIL FROM";
    public const string Recipients = "RCPT TO";
}

/// <summary>The server's side of one SMTP connection: cuts bytes into commands, keeps what was agreed on so far.</summary>
internal sealed class SmtpDialogue(EmailSimulator simulator, bool canEncrypt) : SimulatedDialogue
{
    private const int LongestCommand = 16 * 1024;
    private static readonly byte[] EndOfMail = "\r\n.\r\n"u8.ToArray();
    private readonly List<byte> _pending = [];
    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _recipients = [];
    private string[]? _login;
    private int _searched;
    private bool _isEncrypted;
    private bool _isInContent;
    private bool _isClosed;

    public override SimulatedTurn Greet() => Ask(SmtpVerbs.Connect, "");

    public override void Encrypted()
    {
        // What was said before TLS is forgotten (RFC 3207 section 4.2).
        _known.Clear();
        _recipients.Clear();
        _isEncrypted = true;
    }

    public override IReadOnlyList<SimulatedTurn> Receive(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        List<SimulatedTurn> turns = [];
        while (!_isClosed && (_isInContent ? TakeMail() : TakeLine()) is { } turn)
        {
            turns.Add(turn);
        }

        return turns;
    }

    /// <summary>What stands after a command's verb.</summary>
    public static string Argument(string line) => line.IndexOf(' ') is >= 0 and var end ? line[(end + 1)..].Trim() : "";

    /// <summary>The address of <c>FROM:&lt;…&gt;</c> or <c>TO:&lt;…&gt;</c> with the parameters after it; null: it is not that.</summary>
    public static (string? Address, string[] Parameters) Path(string line, string keyword)
    {
        var argument = Argument(line);
        var close = argument.IndexOf('>');
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase) || close < 0 || argument[keyword.Length..].TrimStart() is not ['<', ..])
        {
            return (null, []);
        }

        var open = argument.IndexOf('<');
        return (argument[(open + 1)..close], argument[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private SimulatedTurn? TakeLine()
    {
        var end = _pending.IndexOf((byte)'\n');
        if (end < 0)
        {
            return _pending.Count <= LongestCommand ? null : Close(Turn(SimulatorReply.Text("5.5.2 Error: command too long", 500)));
        }

        var line = Encoding.UTF8.GetString([.. _pending[..end]]).TrimEnd('\r');
        _pending.RemoveRange(0, end + 1);
        return _login is null ? Command(line) : Credentials(line);
    }

    private SimulatedTurn Command(string line)
    {
        var verb = line.Split(' ')[0].ToUpperInvariant();
        return verb == "AUTH" ? BeginLogin(line) : Ask(verb, line);
    }

    private SimulatedTurn BeginLogin(string line)
    {
        var words = Argument(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].ToUpperInvariant() is not ("PLAIN" or "LOGIN" or "XOAUTH2"))
        {
            return Turn(SimulatorReply.Text("5.5.4 Error: unrecognized authentication type", 504));
        }

        _login = [.. words];
        return words.Length > 1 && words[0].ToUpperInvariant() != "LOGIN" ? EndLogin() : Prompt();
    }

    private SimulatedTurn Credentials(string line)
    {
        _login = [.. _login!, line];
        var wanted = _login[0].Equals("LOGIN", StringComparison.OrdinalIgnoreCase) ? 3 : 2;
        return _login.Length < wanted ? Prompt() : EndLogin();
    }

    private SimulatedTurn Prompt() => Turn(SimulatorReply.Text(
        !_login![0].Equals("LOGIN", StringComparison.OrdinalIgnoreCase) ? "" : _login.Length == 1 ? "VXNlcm5hbWU6" : "UGFzc3dvcmQ6", 334));

    private SimulatedTurn EndLogin()
    {
        var said = _login!;
        _login = null;
        _known[SmtpVerbs.NewLogin] = said.Skip(1).All(IsBase64) ? UserOf(said) : "";
        return Ask("AUTH", "AUTH " + string.Join(' ', said));
    }

    private static bool IsBase64(string text) => text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static string UserOf(string[] said)
    {
        var first = Encoding.UTF8.GetString(Convert.FromBase64String(said[1]));
        return said[0].ToUpperInvariant() switch
        {
            "PLAIN" => first.Split('\0') is [_, { Length: > 0 } user, { Length: > 0 }] ? user : "",
            "LOGIN" => said[2].Length > 0 ? first : "",
            _ => first.StartsWith("user=", StringComparison.Ordinal) && first.Contains("\u0001auth=Bearer ", StringComparison.Ordinal) ? first[5..first.IndexOf('\u0001')] : "",
        };
    }

    // The line end before the dot belongs to the mail; a mail without a line is a dot alone.
    private SimulatedTurn? TakeMail()
    {
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pending);
        var isEmpty = all.StartsWith(EndOfMail.AsSpan(2));
        var end = isEmpty ? 0 : all[_searched..].IndexOf(EndOfMail);
        if (end < 0)
        {
            _searched = Math.Max(0, all.Length - EndOfMail.Length);
            return null;
        }

        end += _searched;
        _searched = 0;
        var mail = isEmpty ? [] : Undotted(all[..(end + 2)]);
        _pending.RemoveRange(0, end + (isEmpty ? 3 : EndOfMail.Length));
        _isInContent = false;
        return Ask(SmtpVerbs.Message, mail);
    }

    private static byte[] Undotted(ReadOnlySpan<byte> content)
    {
        var mail = new List<byte>(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            var isLineStart = i == 0 || (content[i - 1] == '\n' && i > 1 && content[i - 2] == '\r');
            if (!(isLineStart && content[i] == '.'))
            {
                mail.Add(content[i]);
            }
        }

        return [.. mail];
    }

    private SimulatedTurn Ask(string verb, string line) => Ask(verb, Encoding.UTF8.GetBytes(line));

    private SimulatedTurn Ask(string verb, byte[] body)
    {
        if (canEncrypt && !_isEncrypted)
        {
            _known[SmtpVerbs.Tls] = "required";
        }

        var request = new SimulatorRequest
        {
            Method = verb,
            Path = "/",
            Root = "smtp://smtp.simulated.example",
            Headers = new Dictionary<string, string>(_known, StringComparer.OrdinalIgnoreCase),
            Body = body,
        };
        var reply = simulator.Handle(request);
        Learn(request, reply);
        var turn = Turn(reply);
        return verb == "QUIT" || reply.Status == 421 ? Close(turn) : turn;
    }

    private void Learn(SimulatorRequest request, SimulatorReply reply)
    {
        _known.Remove(SmtpVerbs.NewLogin);
        var isDone = reply.Status < 400;
        switch (request.Method)
        {
            case "EHLO" or "HELO" when isDone:
                _known[SmtpVerbs.Client] = Argument(request.Text);
                EndTransaction();
                break;
            case "AUTH" when isDone:
                _known[SmtpVerbs.Login] = request.Header(SmtpVerbs.NewLogin)!;
                break;
            case "MAIL" when isDone:
                _known[SmtpVerbs.Sender] = Path(request.Text, "FROM:").Address ?? "";
                break;
            case "RCPT" when isDone:
                _recipients.Add(Path(request.Text, "TO:").Address ?? "");
                _known[SmtpVerbs.Recipients] = string.Join(", ", _recipients);
                break;
            case "DATA":
                _isInContent = isDone;
                break;
            case "RSET" or SmtpVerbs.Message:
                EndTransaction();
                break;
        }
    }

    private void EndTransaction()
    {
        _known.Remove(SmtpVerbs.Sender);
        _known.Remove(SmtpVerbs.Recipients);
        _recipients.Clear();
    }

    private SimulatedTurn Turn(SimulatorReply reply)
    {
        var lines = Encoding.UTF8.GetString(reply.Body.Span).Split('\n');
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{reply.Status}{(i < lines.Length - 1 ? '-' : ' ')}{lines[i].TrimEnd('\r')}\r\n");
        }

        var turn = SimulatedTurn.Of(reply, Encoding.UTF8.GetBytes(text.ToString()));
        _isClosed |= turn.Closes;
        return turn;
    }

    private SimulatedTurn Close(SimulatedTurn turn)
    {
        _isClosed = true;
        return turn with { Closes = true };
    }
}

using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>A structured header: <c>text/plain; charset=utf-8</c>, with the extended parameters of RFC 2231.</summary>
internal sealed class MimeParameters
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private MimeParameters(string value) => Value = value;

    /// <summary>What stands before the parameters, lower case.</summary>
    public string Value { get; }

    /// <summary>A parameter, decoded; null: absent.</summary>
    public string? this[string name]
    {
        get
        {
            if (_parameters.TryGetValue(name, out var plain))
            {
                return EncodedWords.Decode(plain);
            }

            return _parameters.TryGetValue(name + "*", out var extended) ? DecodeExtended(extended) : Continued(name);
        }
    }

    /// <summary>Reads a header's value.</summary>
    public static MimeParameters Parse(string header)
    {
        var end = header.IndexOf(';');
        var read = new MimeParameters((end < 0 ? header : header[..end]).Trim().ToLowerInvariant());
        while (end >= 0 && end < header.Length)
        {
            var start = end + 1;
            var isQuoted = false;
            for (end = start; end < header.Length && (isQuoted || header[end] != ';'); end++)
            {
                if (header[end] == '\\' && isQuoted)
                {
                    end++;
                }
                else if (header[end] == '"')
                {
                    isQuoted = !isQuoted;
                }
            }

            read.Add(header.AsSpan(start, Math.Min(end, header.Length) - start));
        }

        return read;
    }

    private void Add(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        if (equals < 0)
        {
            return;
        }

        var value = parameter[(equals + 1)..].Trim();
        var text = value.Length >= 2 && value[0] == '"' && value[^1] == '"'
            ? value[1..^1].ToString().Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
            : value.ToString();
        _parameters.TryAdd(parameter[..equals].Trim().ToString(), text);
    }

    private string? Continued(string name)
    {
        StringBuilder? joined = null;
        for (var i = 0; ; i++)
        {
            if (_parameters.TryGetValue($"{name}*{i}*", out var encoded) || _parameters.TryGetValue($"{name}*{i}", out encoded))
            {
                (joined ??= new StringBuilder()).Append(encoded);
            }
            else
            {
                return joined is null ? null : DecodeExtended(joined.ToString());
            }
        }
    }

    private static string DecodeExtended(string text)
    {
        var parts = text.Split('\'', 3);
        return Uri.UnescapeDataString(parts.Length == 3 ? parts[2] : text);
    }
}

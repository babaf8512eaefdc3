namespace Switchboard.Simulation;

/// <summary>One operation of a simulated provider.</summary>
internal sealed class Route(string name, string method, string template, Func<SimulatorRequest, SimulatorReply> handler)
{
    private readonly string[] _segments = template.Split('/');

    public string Name { get; } = name;

    public Func<SimulatorRequest, SimulatorReply> Handler { get; } = handler;

    public bool TryMatch(string requestMethod, string path, out Dictionary<string, string>? values)
    {
        values = null;
        if (method != requestMethod)
        {
            return false;
        }

        var rest = path.AsSpan();
        for (var i = 0; i < _segments.Length; i++)
        {
            var end = rest.IndexOf('/');
            var isLast = i == _segments.Length - 1;
            if (isLast != end < 0 || !MatchSegment(_segments[i], isLast ? rest : rest[..end], ref values))
            {
                return false;
            }

            rest = isLast ? default : rest[(end + 1)..];
        }

        return true;
    }

    private static bool MatchSegment(string pattern, ReadOnlySpan<char> actual, ref Dictionary<string, string>? values)
    {
        var open = pattern.IndexOf('{');
        if (open < 0)
        {
            return actual.SequenceEqual(pattern);
        }

        var suffix = pattern.AsSpan(pattern.IndexOf('}') + 1);
        if (!actual.StartsWith(pattern.AsSpan(0, open)) || !actual.EndsWith(suffix) || actual.Length <= open + suffix.Length)
        {
            return false;
        }

        values ??= [];
        values[pattern[(open + 1)..pattern.IndexOf('}')]] = Uri.UnescapeDataString(actual[open..^suffix.Length].ToString());
        return true;
    }
}

namespace Switchboard.Pipeline;

/// <summary>Finds the names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    private const int Most = 3;

    /// <summary>At most three candidates, nearest first; empty: none is near.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates)
    {
        var farthest = Math.Max(2, name.Length / 3);
        return [.. candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(entry => entry.Distance <= farthest)
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Candidate, StringComparer.Ordinal)
            .Take(Most)
            .Select(entry => entry.Candidate)];
    }

    /// <summary>A sentence that names them, or nothing.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates)
    {
        var nearest = Find(name, candidates);
        return nearest.Count == 0 ? "" : $" Did you mean {string.Join(", ", nearest)}?";
    }

    private static int Distance(string a, string b)
    {
        if (a.Length > 100 || b.Length > 100)
        {
            return int.MaxValue;
        }

        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}

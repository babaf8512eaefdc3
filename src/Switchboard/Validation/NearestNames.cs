namespace Switchboard.Validation;

/// <summary>Finds the names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    private const int LongestName = 64;
    private const int Most = 3;

    /// <summary>At most three candidates, nearest first, each at most a third of its letters away; empty: none is near.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates) => name.Length is 0 or > LongestName
        ? []
        : [.. candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(entry => entry.Distance < entry.Candidate.Length && entry.Distance <= Math.Max(1, entry.Candidate.Length / 3))
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Candidate, StringComparer.Ordinal)
            .Take(Most)
            .Select(entry => entry.Candidate)];

    /// <summary>A sentence that names them, with a space before it; empty: none is near.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates)
    {
        var nearest = Find(name, candidates);
        return nearest.Count == 0 ? "" : $" Did you mean {string.Join(" or ", nearest)}?";
    }

    // Letters added, lost, replaced, or swapped with their neighbour: 'nmae' is one away from 'name'.
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(cost, a, b, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Step(int[,] cost, string a, string b, int i, int j)
    {
        var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var least = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
    }
}

namespace Switchboard.Ledger;

/// <summary>Something that may be claimed.</summary>
internal readonly record struct JobCandidate(Guid Id, int Priority, ConnectionName Connection);

/// <summary>The law of order: priority first, then organisations in turn, then oldest. PostgreSQL repeats it in SQL.</summary>
internal static class JobOrder
{
    /// <summary>What to claim of the candidates, and the organisation served last.</summary>
    public static (IReadOnlyList<Guid> Ids, string? Last) Pick(IEnumerable<JobCandidate> candidates, JobClaim claim)
    {
        var served = claim.Cursor.Organisation ?? "";
        var ranked = candidates
            .GroupBy(one => (one.Connection.Organisation, one.Priority))
            .SelectMany(ofOne => ofOne.OrderBy(one => one.Id).Select((one, rank) => (Job: one, Rank: rank)))
            .OrderByDescending(one => one.Job.Priority)
            .ThenBy(one => one.Rank)
            .ThenBy(one => string.CompareOrdinal(one.Job.Connection.Organisation, served) <= 0)
            .ThenBy(one => one.Job.Connection.Organisation, StringComparer.Ordinal);
        var taken = new Dictionary<ConnectionName, int>();
        List<Guid> ids = [];
        string? last = null;
        foreach (var (job, _) in ranked)
        {
            var ofConnection = taken.GetValueOrDefault(job.Connection);
            if (ids.Count == claim.Most)
            {
                break;
            }

            if (ofConnection < claim.RoomOf(job.Connection))
            {
                taken[job.Connection] = ofConnection + 1;
                ids.Add(job.Id);
                last = job.Connection.Organisation;
            }
        }

        return (ids, last);
    }
}

using System.Runtime.InteropServices;
using Switchboard.Ledger;

namespace Switchboard.Workers;

/// <summary>What a worker has claimed and not ended: what room that leaves, and the leases.</summary>
internal sealed class JobsInHand(WorkerOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (ToolExecution Row, CancellationTokenSource Lost)> _jobs = [];
    private readonly Dictionary<ConnectionName, int> _underWay = [];
    private readonly Dictionary<ConnectionName, DateTimeOffset> _heldUntil = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Calls that can be taken up.</summary>
    public int Room
    {
        get
        {
            lock (_gate)
            {
                return options.Concurrency - _jobs.Count;
            }
        }
    }

    /// <summary>Whether nothing is under way.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _jobs.Count == 0;
            }
        }
    }

    /// <summary>Ends when a job ends after the task was taken.</summary>
    public Task WhenChanged
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Leases that are held.</summary>
    public IReadOnlyList<JobLease> Leases
    {
        get
        {
            lock (_gate)
            {
                return [.. _jobs.Values.Select(job => new JobLease(job.Row.Id, job.Row.Fence))];
            }
        }
    }

    public static ConnectionName Of(ToolExecution row) => new(row.OrgId, row.Connector, row.Connection);

    /// <summary>Takes a row in hand; its token is cancelled when its lease is lost.</summary>
    public CancellationToken Add(ToolExecution row)
    {
        var lost = new CancellationTokenSource();
        lock (_gate)
        {
            _jobs[row.Id] = (row, lost);
            CollectionsMarshal.GetValueRefOrAddDefault(_underWay, Of(row), out _)++;
        }

        return lost.Token;
    }

    public void Remove(ToolExecution row)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _jobs.Remove(row.Id, out var job);
            job.Lost.Dispose();
            var left = --CollectionsMarshal.GetValueRefOrAddDefault(_underWay, Of(row), out _);
            if (left == 0)
            {
                _underWay.Remove(Of(row));
            }

            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    /// <summary>Nothing of a connection can be sent before that instant.</summary>
    public void Hold(ConnectionName connection, DateTimeOffset until)
    {
        lock (_gate)
        {
            _heldUntil[connection] = until;
        }
    }

    /// <summary>Connections with less than the usual room.</summary>
    public IReadOnlyDictionary<ConnectionName, int> Rooms(DateTimeOffset now)
    {
        lock (_gate)
        {
            var rooms = _underWay.ToDictionary(one => one.Key, one => Math.Max(0, options.ConcurrencyPerConnection - one.Value));
            foreach (var (connection, until) in _heldUntil)
            {
                if (until > now)
                {
                    rooms[connection] = 0;
                }
                else
                {
                    _heldUntil.Remove(connection);
                }
            }

            return rooms;
        }
    }

    /// <summary>Stops what is no longer ours.</summary>
    public void Keep(IReadOnlyList<JobLease> asked, IReadOnlySet<Guid> ours)
    {
        foreach (var held in asked.Where(held => !ours.Contains(held.Id)))
        {
            lock (_gate)
            {
                if (_jobs.TryGetValue(held.Id, out var job) && job.Row.Fence == held.Fence)
                {
                    job.Lost.Cancel();
                }
            }
        }
    }
}

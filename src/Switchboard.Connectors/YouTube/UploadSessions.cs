using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Switchboard.Connections;

namespace Switchboard.Connectors.YouTube;

/// <summary>An upload that YouTube knows by an address of its own: repeating a piece of it adds nothing.</summary>
internal sealed class UploadSession(Uri address, long length, DateTimeOffset startedAt)
{
    public Uri Address { get; } = address;

    public long Length { get; } = length;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>Whether the last piece may have arrived: then a video may exist.</summary>
    public bool MayBeComplete { get; set; }
}

/// <summary>Uploads of a connection under way, by execution: what a later try goes on with and a look-up asks.</summary>
/// <remarks>Kept in memory only: the address is as good as a permission, and must not be stored.</remarks>
internal sealed class UploadSessions
{
    // YouTube keeps a session for a day at least.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private static readonly ConditionalWeakTable<Connection, UploadSessions> OfConnections = [];
    private readonly ConcurrentDictionary<Guid, UploadSession> _sessions = [];

    public static UploadSessions Of(Connection connection) => OfConnections.GetOrCreateValue(connection);

    public UploadSession? Find(Guid execution) => _sessions.GetValueOrDefault(execution);

    public UploadSession Keep(Guid execution, UploadSession session)
    {
        foreach (var (old, abandoned) in _sessions)
        {
            if (session.StartedAt - abandoned.StartedAt > Lifetime)
            {
                _sessions.TryRemove(old, out _);
            }
        }

        return _sessions[execution] = session;
    }

    public void Forget(Guid execution) => _sessions.TryRemove(execution, out _);
}

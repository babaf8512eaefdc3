using Switchboard.Connections;

namespace Switchboard.Calls;

/// <summary>One try of a call: all that an adapter may know and use.</summary>
public sealed class Attempt
{
    private readonly Func<Attempt, HttpRequestMessage, CancellationToken, Task<ProviderResponse>> _send;
    private Dictionary<string, string>? _notes;
    private List<(DateTimeOffset Until, string? Bucket, string? Part)>? _pauses;

    /// <summary>Made by the pipeline, or by a test.</summary>
    /// <param name="send">The transport.</param>
    public Attempt(Func<Attempt, HttpRequestMessage, CancellationToken, Task<ProviderResponse>> send) => _send = send;

    /// <summary>Id of the call's ledger row: what a provider's idempotency key is made of.</summary>
    public required Guid ExecutionId { get; init; }

    /// <summary>Which try, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Whether an earlier try of this call may have had its effect.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>Who we are to the provider.</summary>
    public required Connection Connection { get; init; }

    /// <summary>The domain clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Secret settings.</summary>
    public Credential Credential => Connection.Credential;

    /// <summary>Whether a byte of a request that is not a read may have left.</summary>
    public bool IsDispatched { get; internal set; }

    /// <summary>Whether the request on its way has no effect of the action.</summary>
    internal bool IsPreparing { get; private set; }

    /// <summary>Asked right before the first byte leaves; false: the lease is lost and nothing may be sent.</summary>
    internal Func<bool>? MayDispatch { get; init; }

    /// <summary>Facts for the row's metadata, as the provider's request id.</summary>
    internal IReadOnlyDictionary<string, string>? Notes => _notes;

    /// <summary>Opens connections of bytes; null: there are none, as in a test of requests.</summary>
    internal IWire? Wire { get; init; }

    /// <summary>What the provider's headers said of limits used up.</summary>
    internal IReadOnlyList<(DateTimeOffset Until, string? Bucket, string? Part)>? Pauses => _pauses;

    /// <summary>Address of a path at the provider's main host.</summary>
    public Uri Address(string path) => Join(Connection.BaseAddress, path);

    /// <summary>Address of a path at another host of the provider; where the base address is overridden, there.</summary>
    public Uri Address(Uri host, string path) => Join(Connection.IsBaseAddressOverridden ? Connection.BaseAddress : host, path);

    /// <summary>Sends the request that has the action's effect, or reads, and reads the answer, whatever its status.</summary>
    /// <exception cref="ProviderException">No usable answer came.</exception>
    public Task<ProviderResponse> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        IsPreparing = false;
        return _send(this, request, ct);
    }

    /// <summary>Sends a request without the action's effect, as a token exchange or an upload that nobody sees yet.</summary>
    /// <exception cref="ProviderException">No usable answer came; nothing was done, whatever the fault.</exception>
    public async Task<ProviderResponse> PrepareAsync(HttpRequestMessage request, CancellationToken ct)
    {
        IsPreparing = true;
        try
        {
            return await _send(this, request, ct).ConfigureAwait(false);
        }
        catch (ProviderException e) when (e.Fault.Verdict == Verdict.InDoubt)
        {
            throw new ProviderException(e.Fault with { Verdict = Verdict.NotSent }, e);
        }
    }

    /// <summary>Opens a connection of bytes, for a protocol that is not HTTP.</summary>
    /// <exception cref="ProviderException">No connection could be made; nothing was done.</exception>
    public Task<ProviderConnection> ConnectAsync(ConnectionTarget target, CancellationToken ct) =>
        ProviderConnection.OpenAsync(this, Wire ?? throw new InvalidOperationException("This attempt has no wire."), target, ct);

    /// <summary>The provider's headers say that nothing is left: calls wait until then instead of being refused there.</summary>
    /// <param name="until">When the provider takes calls again; at most an hour from now is believed.</param>
    /// <param name="bucket">Bucket of a <c>[RateLimit]</c> that is used up; null: the whole connection.</param>
    /// <param name="part">Where the bucket is split by an input field: the value whose part is used up; null: all of it.</param>
    public void LimitReached(DateTimeOffset until, string? bucket = null, string? part = null) => (_pauses ??= new(1)).Add((until, bucket, part));

    /// <summary>Keeps a fact in the row's metadata. Never a secret, a recipient or content.</summary>
    public void Note(string name, string value) => (_notes ??= new(2))[name] = value;

    private static Uri Join(Uri origin, string path) => new(origin.AbsoluteUri.TrimEnd('/') + path);
}

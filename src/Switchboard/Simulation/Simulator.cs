using System.Text.Json;

namespace Switchboard.Simulation;

/// <summary>Plays one account of a provider: stateful, deterministic, without network.</summary>
/// <remarks>Handlers run one at a time, so a simulator's state needs no locks.</remarks>
public abstract class Simulator
{
    private readonly Lock _gate = new();
    private readonly List<Route> _routes = [];
    private readonly List<SimulatorRequest> _received = [];
    private readonly DeterministicIds _ids;

    /// <summary>Makes a simulator; a subclass maps its routes in its constructor.</summary>
    protected Simulator(SimulatorContext context)
    {
        Context = context;
        _ids = new DeterministicIds(context.Seed);
        Faults = new SimulatorFaults(context.Seed);
    }

    /// <summary>Time, chance and whose account this is.</summary>
    protected SimulatorContext Context { get; }

    /// <summary>Now, on the domain clock.</summary>
    protected DateTimeOffset Now => Context.Time.GetUtcNow();

    /// <summary>What goes wrong, by script or by seeded chance.</summary>
    public SimulatorFaults Faults { get; }

    /// <summary>Every request that reached this simulator, oldest first.</summary>
    public IReadOnlyList<SimulatorRequest> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Answers one request.</summary>
    public SimulatorReply Handle(SimulatorRequest request)
    {
        lock (_gate)
        {
            var route = Match(request);
            var fault = Faults.IsQuiet ? null : Faults.Next(route?.Name ?? request.Path, CanonicalKey(request));
            if (fault?.Wire == WireFault.ConnectRefused)
            {
                return new SimulatorReply { WireFault = WireFault.ConnectRefused, Latency = fault.Latency };
            }

            _received.Add(request);
            var reply = fault?.Reply ?? Unauthenticated(request) ?? route?.Handler(request) ?? NotFound(request);
            // The request is kept, what only its handler needed is not.
            request.ForgetValues();
            return fault is null ? reply : reply with { WireFault = fault.Wire ?? reply.WireFault, Latency = fault.Latency + reply.Latency };
        }
    }

    /// <summary>Writes the state as one JSON value.</summary>
    public void Save(Utf8JsonWriter writer)
    {
        lock (_gate)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("ids");
            _ids.Save(writer);
            writer.WritePropertyName("state");
            SaveState(writer);
            writer.WriteEndObject();
        }
    }

    /// <summary>Takes up a state written by <see cref="Save"/>.</summary>
    public void Load(JsonElement saved)
    {
        lock (_gate)
        {
            _ids.Load(saved.GetProperty("ids"));
            LoadState(saved.GetProperty("state"));
        }
    }

    /// <summary>Maps a route. Names appear in faults and in the log of a test.</summary>
    /// <param name="name">Provider's own name of the operation.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="template">Path as at the provider, with <c>{value}</c> segments.</param>
    /// <param name="handler">Acts and answers; runs alone.</param>
    protected void Map(string name, string method, string template, Func<SimulatorRequest, SimulatorReply> handler) =>
        _routes.Add(new Route(name, method, template, handler));

    /// <summary>The provider's answer to a request without its authentication header; null: it is there.</summary>
    protected abstract SimulatorReply? Unauthenticated(SimulatorRequest request);

    /// <summary>The provider's answer to an unknown path.</summary>
    protected abstract SimulatorReply NotFound(SimulatorRequest request);

    /// <summary>Writes the provider's state as one JSON value.</summary>
    protected abstract void SaveState(Utf8JsonWriter writer);

    /// <summary>Takes up a state written by <see cref="SaveState"/>.</summary>
    protected abstract void LoadState(JsonElement state);

    /// <summary>What makes two requests the same call: without what differs from try to try, as dates and boundaries.</summary>
    protected virtual string CanonicalKey(SimulatorRequest request) =>
        request.Method + " " + request.Path + request.Query + " " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(request.Body.Span));

    /// <summary>Lower-case hex digits from a hash of (seed, kind, key, how many times seen): the same calls get the same ids however they interleave.</summary>
    /// <param name="kind">What is named, as in <c>message</c>.</param>
    /// <param name="key">Canonical input of the call that makes it.</param>
    /// <param name="digits">1 to 64.</param>
    protected string NewHexId(string kind, string key, int digits) => _ids.Next(kind, key)[..digits];

    /// <summary>As <see cref="NewHexId"/>, of upper-case letters and digits: <c>C0AB…</c> without its prefix.</summary>
    protected string NewBase36Id(string kind, string key, int digits) => DeterministicIds.ToBase36(_ids.Next(kind, key), digits);

    /// <summary>Seeded luck of one thing, from 0 up to 1: the same for the same seed, kind and key, however calls interleave.</summary>
    /// <param name="kind">What it is luck at, as in <c>reach</c>.</param>
    /// <param name="key">Its id or canonical input.</param>
    protected double Fraction(string kind, string key) => DeterministicIds.Fraction(Context.Seed, kind, key);

    private Route? Match(SimulatorRequest request)
    {
        foreach (var route in _routes)
        {
            if (route.TryMatch(request.Method, request.Path, out var values))
            {
                request.Met(route.Name, values);
                return route;
            }
        }

        return null;
    }
}

using System.Text.Json;

namespace Switchboard.Simulation;

/// <summary>The simulators of a process: one for each connector, organisation and connection, made when first called.</summary>
public sealed class SimulatorHost(long seed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Simulator> _simulators = [];
    private readonly Dictionary<string, JsonElement> _saved = [];

    /// <summary>Called with every simulator that is made, to set faults or latency.</summary>
    public Action<string, Simulator>? OnCreated { get; set; }

    /// <summary>The simulator of a connector's connection.</summary>
    public Simulator Get(string connector, Func<SimulatorContext, Simulator> make, string organisation = "default", string connection = "default")
    {
        var key = Key(connector, organisation, connection);
        lock (_gate)
        {
            if (!_simulators.TryGetValue(key, out var simulator))
            {
                simulator = make(new SimulatorContext { Time = time, Seed = seed, Organisation = organisation, Connection = connection });
                if (_saved.Remove(key, out var saved))
                {
                    simulator.Load(saved);
                }

                _simulators[key] = simulator;
                OnCreated?.Invoke(connector, simulator);
            }

            return simulator;
        }
    }

    /// <summary>What a connector's simulator received; empty if it was never called.</summary>
    public IReadOnlyList<SimulatorRequest> Received(string connector, string organisation = "default", string connection = "default")
    {
        lock (_gate)
        {
            return _simulators.TryGetValue(Key(connector, organisation, connection), out var simulator) ? simulator.Received : [];
        }
    }

    /// <summary>Writes the state of every simulator.</summary>
    public void Save(Utf8JsonWriter writer)
    {
        lock (_gate)
        {
            writer.WriteStartObject();
            foreach (var (key, saved) in _saved)
            {
                writer.WritePropertyName(key);
                saved.WriteTo(writer);
            }

            string[] keys = [.. _simulators.Keys];
            Array.Sort(keys, StringComparer.Ordinal);
            foreach (var key in keys)
            {
                writer.WritePropertyName(key);
                _simulators[key].Save(writer);
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>Takes up states; each is loaded when its simulator is first called.</summary>
    public void Load(JsonElement saved)
    {
        lock (_gate)
        {
            foreach (var entry in saved.EnumerateObject())
            {
                _saved[entry.Name] = entry.Value.Clone();
            }
        }
    }

    private static string Key(string connector, string organisation, string connection) => $"{connector}/{organisation}/{connection}";
}

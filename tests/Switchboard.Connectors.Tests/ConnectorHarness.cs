using System.Net;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connections;
using Switchboard.Simulation;
using Switchboard.Transport;

namespace Switchboard.Connectors.Tests;

/// <summary>Runs an adapter against its simulator, without the pipeline, and records what went over the wire.</summary>
public sealed class ConnectorHarness
{
    private readonly RecordingHandler _handler;
    private readonly ProviderTransport _transport;
    private readonly Connection _connection;
    private int _executions;

    public ConnectorHarness(
        ConnectorDescriptor connector,
        Func<SimulatorContext, Simulator> simulator,
        IReadOnlyDictionary<string, string> credential,
        TimeProvider time,
        long seed = 1)
    {
        Time = time;
        Simulator = simulator(new SimulatorContext { Time = time, Seed = seed });
        _handler = new RecordingHandler(new SimulatedHandler(Simulator, time));
        _transport = new ProviderTransport(_handler);
        _connection = new Connection
        {
            Connector = connector,
            Organisation = "default",
            Mode = ConnectorMode.Simulated,
            BaseAddress = connector.BaseAddress,
            Credential = new Credential(credential),
        };
    }

    public TimeProvider Time { get; }

    public Simulator Simulator { get; }

    /// <summary>Every request with its answer, oldest first.</summary>
    public IReadOnlyList<WireExchange> Exchanges => _handler.Exchanges;

    /// <summary>A new try of a new call, or of the given one.</summary>
    public Attempt NewAttempt(Guid? executionId = null) => new(_transport.SendAsync)
    {
        ExecutionId = executionId ?? new Guid(++_executions, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]),
        Connection = _connection,
        Time = Time,
        Wire = new SimulatedWire(Simulator, Time),
    };

    private sealed class RecordingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly List<WireExchange> _exchanges = [];

        public IReadOnlyList<WireExchange> Exchanges
        {
            get
            {
                lock (_exchanges)
                {
                    return [.. _exchanges];
                }
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
            {
                await request.Content.LoadIntoBufferAsync(cancellationToken);
            }

            var requestBody = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            var responseBody = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            lock (_exchanges)
            {
                _exchanges.Add(new WireExchange(
                    request.Method.Method,
                    request.RequestUri!,
                    request.Headers.Authorization?.ToString(),
                    request.Content?.Headers.ContentType?.ToString(),
                    requestBody,
                    response.StatusCode,
                    response.Content.Headers.ContentType?.ToString(),
                    responseBody));
            }

            return response;
        }
    }
}

/// <summary>One request with its answer.</summary>
public sealed record WireExchange(
    string Method,
    Uri Address,
    string? Authorization,
    string? RequestType,
    byte[] RequestBody,
    HttpStatusCode Status,
    string? ResponseType,
    byte[] ResponseBody)
{
    public string RequestText => System.Text.Encoding.UTF8.GetString(RequestBody);

    public string ResponseText => System.Text.Encoding.UTF8.GetString(ResponseBody);
}

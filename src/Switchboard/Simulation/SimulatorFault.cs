namespace Switchboard.Simulation;

/// <summary>One thing that goes wrong at a simulated provider.</summary>
public sealed record SimulatorFault
{
    /// <summary>Answer instead of acting; null: the simulator acts.</summary>
    public SimulatorReply? Reply { get; init; }

    /// <summary>What goes wrong on the wire; null: nothing.</summary>
    public WireFault? Wire { get; init; }

    /// <summary>Time that passes on the domain clock before the answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>An HTTP status without acting.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="headers">As <c>Retry-After</c>.</param>
    /// <param name="body">Body; default empty JSON object.</param>
    public static SimulatorFault Answer(int status, IEnumerable<KeyValuePair<string, string>>? headers = null, string body = "{}") => new()
    {
        Reply = SimulatorReply.Text(body, status, "application/json; charset=utf-8") with { Headers = [.. headers ?? []] },
    };

    /// <summary>429 with Retry-After in seconds.</summary>
    public static SimulatorFault TooManyRequests(int retryAfterSeconds) =>
        Answer(429, [new("Retry-After", retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    /// <summary>429 with Retry-After as an HTTP date.</summary>
    public static SimulatorFault TooManyRequests(DateTimeOffset retryAfter) =>
        Answer(429, [new("Retry-After", retryAfter.ToString("R", System.Globalization.CultureInfo.InvariantCulture))]);

    /// <summary>A wire fault.</summary>
    public static SimulatorFault On(WireFault wire) => new() { Wire = wire };

    /// <summary>A slow answer.</summary>
    public static SimulatorFault Slow(TimeSpan latency) => new() { Latency = latency };
}

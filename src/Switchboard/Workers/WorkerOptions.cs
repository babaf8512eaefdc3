namespace Switchboard.Workers;

/// <summary>How a worker works.</summary>
public sealed class WorkerOptions
{
    /// <summary>Calls under way at once. Default 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Calls under way at once of one connection. Default 8.</summary>
    public int ConcurrencyPerConnection { get; set; } = 8;

    /// <summary>How often to look for work of which nobody told, on the machine's clock. Default 1 s.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long calls under way may go on when the worker is stopped. Default 20 s.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long ended calls are kept. Default 90 days; what is in doubt stays.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConcurrencyPerConnection, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Poll, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Retention, TimeSpan.Zero);
    }
}

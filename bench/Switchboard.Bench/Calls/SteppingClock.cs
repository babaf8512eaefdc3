namespace Switchboard.Bench.Calls;

/// <summary>The system's clock, moved on by a step between calls, so that a provider's limit of calls a minute holds none up.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Step(TimeSpan by) => _ahead += by;
}

namespace Switchboard.Pipeline;

/// <summary>What a governed proxy calls.</summary>
public sealed class Gateway
{
    /// <summary>Calls an action.</summary>
    public Task<TOutput> CallAsync<TInput, TOutput>(ConnectorBinding connector, ActionBinding<TInput, TOutput> action, TInput input, CancellationToken ct)
        where TInput : class
        where TOutput : class => throw new InvalidOperationException();
}

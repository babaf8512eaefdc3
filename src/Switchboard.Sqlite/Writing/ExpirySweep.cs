namespace Switchboard.Sqlite.Writing;

/// <summary>Removes expired keys and payloads, a few at a time, in the transactions of others.</summary>
internal sealed class ExpirySweep(TimeProvider machineClock)
{
    private const int OperationsBetween = 1000;
    private const int MostAtOnce = 32;
    private int _untilNext;
    private DateTimeOffset? _now;

    public void Run(WriteStatements statements, WriteOperation[] batch)
    {
        foreach (var operation in batch)
        {
            if (operation.Now > (_now ?? DateTimeOffset.MinValue))
                _now = operation.Now;
        }

        _untilNext -= batch.Length;
        if (_untilNext > 0 || _now is not { } now)
            return;
        // A simulated domain clock may be far ahead; what belongs to others in the file has not expired for that.
        now = now < machineClock.GetUtcNow() ? now : machineClock.GetUtcNow();
        var keys = statements.RemoveExpiredKeys.Bind(now).Run();
        var payloads = statements.RemoveExpiredPayloads.Bind(now).Run();
        _untilNext = keys == MostAtOnce || payloads == MostAtOnce ? 0 : OperationsBetween;
    }
}

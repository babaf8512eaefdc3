using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>Something to write, waiting for its commit.</summary>
internal abstract class WriteOperation
{
    /// <summary>Whether the caller has its answer.</summary>
    public abstract bool IsAnswered { get; }

    /// <summary>Answers with what was found, after the commit.</summary>
    public abstract void Succeed();

    /// <summary>Answers with an error.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>An operation with a result.</summary>
internal abstract class WriteOperation<T> : WriteOperation
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the transaction found; told once it is durable.</summary>
    public T Result { get; set; } = default!;

    /// <summary>Ends when it is durable.</summary>
    public Task<T> Answer => _answer.Task;

    public sealed override bool IsAnswered => _answer.Task.IsCompleted;

    public sealed override void Succeed() => _answer.TrySetResult(Result);

    public sealed override void Fail(Exception error) => _answer.TrySetException(error);
}

/// <summary>A new row with all that belongs to it.</summary>
internal sealed class BeginOperation(LedgerEntry entry) : WriteOperation<BeginResult>
{
    public LedgerEntry Entry { get; } = entry;
}

/// <summary>A running row from which on bytes may reach the provider.</summary>
internal sealed class DispatchOperation(Guid id, long fence, DateTimeOffset at, TimeSpan lease) : WriteOperation<bool>
{
    public Guid Id => id;

    public long Fence => fence;

    public DateTimeOffset At => at;

    public TimeSpan Lease => lease;
}

/// <summary>The end of a running row whose fence is still ours.</summary>
internal sealed class CompleteOperation(LedgerCompletion completion) : WriteOperation<bool>
{
    public LedgerCompletion Completion { get; } = completion;
}

namespace Switchboard.Sqlite.Writing;

/// <summary>Something to write, waiting for its commit.</summary>
internal abstract class WriteOperation
{
    /// <summary>The operation that was handed in before this one, while both wait.</summary>
    public WriteOperation? Before { get; set; }

    /// <summary>Timestamp of the machine's clock at which its caller gets an answer, whatever happens.</summary>
    public long Deadline { get; set; }

    /// <summary>The domain's time as the caller knew it; null: it said nothing of it.</summary>
    public virtual DateTimeOffset? Now => null;

    /// <summary>Whether the caller has its answer.</summary>
    public abstract bool IsAnswered { get; }

    /// <summary>Runs its statements inside the writer's transaction.</summary>
    /// <param name="statements">The writer's statements.</param>
    /// <param name="again">A commit of it failed, so that it may stand there already.</param>
    public abstract void Apply(WriteStatements statements, bool again);

    /// <summary>Answers with what <see cref="Apply"/> found, after the commit.</summary>
    public abstract void Succeed();

    /// <summary>Answers with an error.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>An operation with a result.</summary>
internal abstract class WriteOperation<T> : WriteOperation
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    /// <summary>Ends when it is durable.</summary>
    public Task<T> Answer => _answer.Task;

    public sealed override bool IsAnswered => _answer.Task.IsCompleted;

    public sealed override void Apply(WriteStatements statements, bool again) => _result = Write(statements, again);

    public sealed override void Succeed() => _answer.TrySetResult(_result);

    public sealed override void Fail(Exception error) => _answer.TrySetException(error);

    protected abstract T Write(WriteStatements statements, bool again);
}

/// <summary>A rare operation, said in place.</summary>
internal sealed class WriteOnce<T>(Func<WriteStatements, T> write) : WriteOperation<T>
{
    protected override T Write(WriteStatements statements, bool again) => write(statements);
}

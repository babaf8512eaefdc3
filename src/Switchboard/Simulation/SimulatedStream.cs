namespace Switchboard.Simulation;

/// <summary>The client's end of a connection to a dialogue in this process.</summary>
internal sealed class SimulatedStream : Stream
{
    private readonly Queue<SimulatedTurn> _turns = new();
    private readonly TimeProvider _time;
    private ReadOnlyMemory<byte> _rest;
    private bool _isClosed;

    public SimulatedStream(SimulatedDialogue dialogue, SimulatedTurn greeting, TimeProvider time)
    {
        (Dialogue, _time) = (dialogue, time);
        _turns.Enqueue(greeting);
    }

    public SimulatedDialogue Dialogue { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            if (_isClosed)
            {
                return 0;
            }

            if (!_turns.TryDequeue(out var turn))
            {
                // Nobody has anything to say: only the caller's patience ends this.
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            await SimulatedClock.WaitAsync(_time, turn.Latency, cancellationToken).ConfigureAwait(false);
            (_rest, _isClosed) = (turn.Bytes, turn.Closes);
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var turn in _isClosed ? [] : Dialogue.Receive(buffer.Span))
        {
            _turns.Enqueue(turn);
        }

        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

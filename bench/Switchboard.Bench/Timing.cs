using System.Diagnostics;

namespace Switchboard.Bench;

/// <summary>What every bench measures with.</summary>
internal static class Timing
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Calls a second of so many callers, each of which waits for its own.</summary>
    public static async Task<double> RateAsync(Func<Guid, Task> call, int callers, TimeSpan time)
    {
        var count = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                await call(Guid.CreateVersion7());
                Interlocked.Increment(ref count);
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Microseconds until it ended.</summary>
    public static async Task<double> MicrosAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}

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

    /// <summary>How fast so many callers are, each of which waits for its own.</summary>
    public static async Task<Rate> RateAsync(Func<Guid, Task> call, int callers, TimeSpan time)
    {
        var count = 0L;
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                await call(Guid.CreateVersion7());
                Interlocked.Increment(ref count);
            }
        })));
        return new Rate(count / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count);
    }

    /// <summary>Microseconds until it ended.</summary>
    public static async Task<double> MicrosAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}

/// <summary>How fast calls were.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="CpuMicros">Processor time of each, of all threads: other programs on the machine change it little.</param>
internal readonly record struct Rate(double PerSecond, double CpuMicros);

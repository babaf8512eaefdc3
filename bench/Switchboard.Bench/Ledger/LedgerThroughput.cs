using System.Globalization;
using Switchboard.Sqlite;

namespace Switchboard.Bench.Ledger;

/// <summary>The ledger against what SQLite itself gives, in one run, side by side in each round.</summary>
internal static class LedgerThroughput
{
    private static readonly int[] Callers = [1, 64, 256];

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var time = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2);
        var folder = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            await MeasureAsync(folder.FullName, rounds, time);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string folder, int rounds, TimeSpan time)
    {
        using var rawLedger = new RawCeiling(Options(folder, "raw"));
        using var alone = new RawCeiling(Options(folder, "alone"));
        await using var ledger = new SqliteLedger(Options(folder, "ours"), TimeProvider.System);
        await ledger.OpenAsync(migrate: true, CancellationToken.None);
        rawLedger.Start();
        Task Two(Guid id) => TwoAsync(ledger, id);
        async Task One(Guid id) => await ledger.BeginAsync(SampleRows.Final(id), CancellationToken.None);

        await Timing.RateAsync(Two, 64, time / 2);
        await Timing.RateAsync(rawLedger.TwoAsync, 64, time / 2);
        await AloneAsync(alone, rounds, time, Two, One);
        Console.WriteLine($"{"rows",-6} {"callers",7} {"raw /s",10} {"ledger /s",10} {"ratio",7}   ratios of the rounds");
        foreach (var (name, rawWrite, write) in new (string, Func<Guid, Task>, Func<Guid, Task>)[] { ("two", rawLedger.TwoAsync, Two), ("one", rawLedger.OneAsync, One) })
        {
            foreach (var callers in Callers)
            {
                await CompareAsync(name, callers, rounds, time, rawWrite, write);
            }
        }
    }

    private static async Task CompareAsync(string name, int callers, int rounds, TimeSpan time, Func<Guid, Task> rawWrite, Func<Guid, Task> write)
    {
        List<(double Raw, double Ours)> rates = [];
        for (var round = 0; round < rounds; round++)
        {
            var first = (await Timing.RateAsync(round % 2 == 0 ? rawWrite : write, callers, time)).PerSecond;
            var second = (await Timing.RateAsync(round % 2 == 0 ? write : rawWrite, callers, time)).PerSecond;
            rates.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        var ratios = rates.Select(r => r.Ours / r.Raw).ToList();
        Console.WriteLine($"{name,-6} {callers,7} {Timing.Median(rates.Select(r => r.Raw)),10:N0} {Timing.Median(rates.Select(r => r.Ours)),10:N0} {Timing.Median(ratios),7:P0}   {string.Join(" ", ratios.Select(r => r.ToString("P0", CultureInfo.InvariantCulture)))}");
    }

    /// <summary>One caller's latency in durable commits of the same row on a thread of its own.</summary>
    private static async Task AloneAsync(RawCeiling alone, int rounds, TimeSpan time, Func<Guid, Task> two, Func<Guid, Task> one)
    {
        List<double> rawTimes = [], beginTimes = [], twoTimes = [], oneTimes = [];
        for (var round = 0; round < rounds; round++)
        {
            rawTimes.Add(1 / (await Timing.RateAsync(id => Done(() => alone.Alone(id, 2)), 1, time)).PerSecond);
            beginTimes.Add(1 / (await Timing.RateAsync(id => Done(() => alone.Alone(id, 0)), 1, time)).PerSecond);
            twoTimes.Add(1 / (await Timing.RateAsync(two, 1, time)).PerSecond);
            oneTimes.Add(1 / (await Timing.RateAsync(one, 1, time)).PerSecond);
        }

        var (commit, begin) = (Timing.Median(rawTimes), Timing.Median(beginTimes));
        Console.WriteLine($"raw durable commit {commit * 1e6:N0} us (final row), {begin * 1e6:N0} us (running row and its sealed input)");
        Console.WriteLine($"ledger, one caller: begin+complete {Timing.Median(twoTimes) * 1e6:N0} us = {Timing.Median(twoTimes.Zip(beginTimes, (a, b) => a / b)):N2} commits; single row {Timing.Median(oneTimes) * 1e6:N0} us = {Timing.Median(oneTimes.Zip(rawTimes, (a, b) => a / b)):N2} commits");

        static Task Done(Action act)
        {
            act();
            return Task.CompletedTask;
        }
    }

    private static async Task TwoAsync(SqliteLedger ledger, Guid id)
    {
        await ledger.BeginAsync(SampleRows.Begin(id, ledger.Owner), CancellationToken.None);
        if (!await ledger.CompleteAsync(SampleRows.Complete(id), CancellationToken.None))
            throw new InvalidOperationException("The fence is lost.");
    }

    private static SqliteLedgerOptions Options(string folder, string name) => new() { Path = Path.Combine(folder, name + ".db"), KeyRing = null };
}

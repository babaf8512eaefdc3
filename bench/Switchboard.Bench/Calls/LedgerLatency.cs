using System.Globalization;
using Switchboard.Bench.Ledger;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Twilio;
using Switchboard.Sqlite;

namespace Switchboard.Bench.Calls;

/// <summary>One caller alone: what SQLite adds to a governed call beside the null ledger, in raw durable commits.</summary>
internal static class LedgerLatency
{
    private const int Warmup = 1000;
    private static readonly SendSms Sms = new("+14155550123", "+14155550100", new string('x', 160));

    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3000;
        await MeasureAsync("read", calls, 2, 1.3, host => host.Get<IGmail>().GetProfileAsync(new GetProfile()));
        await MeasureAsync("write", calls, 0, 2.5, host => host.Get<ITwilio>().SendSmsAsync(Sms));
        return 0;
    }

    private static async Task MeasureAsync(string name, int calls, int rawRow, double goal, Func<GovernedHost, Task> call)
    {
        using var folder = new BenchFolder();
        using var rawFolder = new BenchFolder();
        var clock = new SteppingClock();
        var content = await RowContent.OfAsync(clock, call);
        using var raw = new RawCeiling(rawFolder.Options, content);
        await using var recorded = new GovernedHost(new SqliteLedger(folder.Options, TimeProvider.System), clock);
        await using var plain = new GovernedHost(new NullLedger(), clock);
        await recorded.Gateway.OpenAsync();
        await plain.Gateway.OpenAsync();
        List<double> commits = [], with = [], without = [];
        for (var i = -Warmup; i < calls; i++)
        {
            clock.Step(TimeSpan.FromSeconds(1));
            var commit = await Timing.MicrosAsync(() => CommitAsync(raw, rawRow));
            var recordedTime = await Timing.MicrosAsync(() => call(recorded));
            var plainTime = await Timing.MicrosAsync(() => call(plain));
            if (i >= 0)
            {
                commits.Add(commit);
                with.Add(recordedTime);
                without.Add(plainTime);
            }
        }

        var (one, added) = (Timing.Median(commits), Timing.Median(with) - Timing.Median(without));
        Console.WriteLine($"{name,-6} raw commit {one,6:N0} us, governed {Timing.Median(with),6:N0} us, with a null ledger {Timing.Median(without),6:N0} us: adds {added / one:N2} commits (goal: at most {goal:N1})");
    }

    private static Task CommitAsync(RawCeiling raw, int row)
    {
        raw.Alone(Guid.CreateVersion7(), row);
        return Task.CompletedTask;
    }
}

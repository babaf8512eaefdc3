using System.Globalization;
using Switchboard.Bench.Calls;
using Switchboard.Connectors.Twilio;
using Switchboard.Sqlite;

namespace Switchboard.Bench.Ledger;

/// <summary>Whole governed calls that write, <c>twilio.sendSms</c> simulated, against the raw ceiling of their rows, in turns.</summary>
internal static class GovernedThroughput
{
    private const int Warmup = 4;
    private static readonly int[] Callers = [64, 256];
    private static readonly SendSms Sms = new("+14155550123", "+14155550100", new string('x', 160));

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
        var time = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2);
        var content = await RowContent.OfAsync(TimeProvider.System, host => host.Get<ITwilio>().SendSmsAsync(Sms));
        Console.WriteLine($"rows of {content.Input.Length} bytes of input, {content.Output.Length} of output, {content.Sealed.Length} sealed");
        Console.WriteLine($"{"callers",7} {"raw /s",10} {"governed /s",12} {"ratio",7} {"raw cpu us",11} {"governed cpu us",16}   ratios of the rounds");
        foreach (var callers in Callers)
        {
            List<(Rate Raw, Rate Governed)> rates = [];
            for (var round = -Warmup; round < rounds; round++)
            {
                var isRawFirst = round % 2 == 0;
                var raw = isRawFirst ? await RawAsync(content, callers, time) : default;
                var governed = await GovernedAsync(callers, time);
                raw = isRawFirst ? raw : await RawAsync(content, callers, time);
                if (round >= 0)
                {
                    rates.Add((raw, governed));
                }
            }

            var ratios = rates.Select(rate => rate.Governed.PerSecond / rate.Raw.PerSecond).ToList();
            Console.WriteLine($"{callers,7} {Timing.Median(rates.Select(rate => rate.Raw.PerSecond)),10:N0} {Timing.Median(rates.Select(rate => rate.Governed.PerSecond)),12:N0} {Timing.Median(ratios),7:P0} {Timing.Median(rates.Select(rate => rate.Raw.CpuMicros)),11:N1} {Timing.Median(rates.Select(rate => rate.Governed.CpuMicros)),16:N1}   {string.Join(" ", ratios.Select(ratio => ratio.ToString("P0", CultureInfo.InvariantCulture)))}");
        }

        return 0;
    }

    // A new file and a new simulator each time: both grow with every call.
    private static async Task<Rate> GovernedAsync(int callers, TimeSpan time)
    {
        using var folder = new BenchFolder();
        await using var host = new GovernedHost(new SqliteLedger(folder.Options, TimeProvider.System), TimeProvider.System);
        await host.Gateway.OpenAsync();
        await using var run = host.Gateway.BeginRun("LaunchAgent", "user-1", "bench");
        var twilio = host.Get<ITwilio>();
        return await Timing.RateAsync(_ => twilio.SendSmsAsync(Sms), callers, time);
    }

    private static async Task<Rate> RawAsync(RowContent content, int callers, TimeSpan time)
    {
        using var folder = new BenchFolder();
        using var raw = new RawCeiling(folder.Options, content);
        raw.Start();
        return await Timing.RateAsync(raw.TwoAsync, callers, time);
    }
}

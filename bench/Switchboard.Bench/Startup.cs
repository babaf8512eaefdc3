using System.Diagnostics;
using System.Globalization;
using Switchboard.Bench.Ledger;

namespace Switchboard.Bench;

/// <summary><c>switchboard call</c> from process start to exit against the floor program, in turns.</summary>
internal static class Startup
{
    private const int Warmup = 3;

    /// <param name="args">Published folders of the server and of the floor, then how many runs of each.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (server, floor) = (Path.GetFullPath(Path.Combine(args[0], "switchboard")), Path.GetFullPath(Path.Combine(args[1], "floor")));
        var runs = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 40;
        using var folder = new BenchFolder();
        var database = folder.Options.Path;
        (string Name, string Program, string[] Arguments)[] programs =
        [
            ("hello world", floor, ["hello"]),
            ("floor", floor, [database + ".floor"]),
            ("write", server, ["call", "slack.postMessage", "--input", """{"channel":"general","text":"hello"}""", "--db", "sqlite:" + database]),
            ("read", server, ["call", "gmail.getProfile", "--db", "sqlite:" + database]),
        ];
        var times = programs.Select(_ => new List<double>()).ToArray();
        for (var run = -Warmup; run < runs; run++)
        {
            for (var i = 0; i < programs.Length; i++)
            {
                var micros = await Timing.MicrosAsync(() => StartAsync(programs[i].Program, programs[i].Arguments));
                if (run >= 0)
                {
                    times[i].Add(micros);
                }
            }
        }

        var least = Timing.Median(times[1]);
        for (var i = 0; i < programs.Length; i++)
        {
            Console.WriteLine($"{programs[i].Name,-12} {Timing.Median(times[i]) / 1000,7:N1} ms, {Timing.Median(times[i]) / least:N2} floors");
        }

        Console.WriteLine("goal: a call takes at most 1.60 floors");
        return 0;
    }

    private static async Task StartAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["USE_MOCK_CONNECTORS"] = "true";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} exited with {process.ExitCode}: {output}");
        }
    }
}

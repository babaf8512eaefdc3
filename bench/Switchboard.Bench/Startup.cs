using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Switchboard.Bench.Ledger;

namespace Switchboard.Bench;

/// <summary>Verbs from process start to exit against the floor program, in turns; both published alike.</summary>
internal static class Startup
{
    private const int Warmup = 3;
    private const int DefaultRuns = 40;

    /// <param name="args">Folders of the published server and floor, else both are published first; then how many runs of each.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        using var folder = new BenchFolder();
        var database = folder.Options.Path;
        var isPublished = args.Length >= 2;
        var server = isPublished ? args[0] : await PublishAsync("src/Switchboard.Server", database + ".server");
        var floor = isPublished ? args[1] : await PublishAsync("bench/Floor", database + ".floor");
        var runs = args.Length % 2 == 1 ? int.Parse(args[^1], CultureInfo.InvariantCulture) : DefaultRuns;
        var (switchboard, least) = (Path.GetFullPath(Path.Combine(server, "switchboard")), Path.GetFullPath(Path.Combine(floor, "floor")));
        await PrintAsync(
            [
                ("hello world", least, ["hello"]),
                ("floor", least, [database + ".least"]),
                ("write", switchboard, ["call", "slack.postMessage", "--input", """{"channel":"general","text":"hello"}""", "--json", "--db", "sqlite:" + database]),
                ("read", switchboard, ["call", "gmail.getProfile", "--json", "--db", "sqlite:" + database]),
                ("connectors", switchboard, ["connectors", "--json"]),
            ],
            runs);
        return 0;
    }

    private static async Task PrintAsync((string Name, string Program, string[] Arguments)[] programs, int runs)
    {
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

        var floor = Timing.Median(times[1]);
        for (var i = 0; i < programs.Length; i++)
        {
            Console.WriteLine($"{programs[i].Name,-12} {Timing.Median(times[i]) / 1000,7:N1} ms, {Timing.Median(times[i]) / floor:N2} floors");
        }

        Console.WriteLine($"medians of {runs} runs each, in turns; goal: a call takes at most 1.60 floors");
    }

    private static async Task<string> PublishAsync(string project, string folder)
    {
        Console.WriteLine($"publishing {project}, which takes minutes");
        await StartAsync("dotnet", ["publish", Path.Combine(Root(), project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder]);
        return folder;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Switchboard.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run it from a clone, or name the published folders.");
        }

        return folder.FullName;
    }

    private static async Task StartAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["USE_MOCK_CONNECTORS"] = "true";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} exited with {process.ExitCode}: {output}");
        }
    }
}

using System.Diagnostics;
using System.Text.Json;

namespace Switchboard.Server.Tests;

/// <summary>Runs the built executable as a child process, in a folder and environment of its own.</summary>
public sealed class Cli : IDisposable
{
    private static readonly string[] Meaningful =
        ["USE_MOCK_CONNECTORS", "CONNECTORS_LIVE_MODE", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "DATABASE_URL"];

    private readonly Dictionary<string, string> _environment = [];

    public Cli()
    {
        Folder = Directory.CreateTempSubdirectory("switchboard-").FullName;
    }

    /// <summary>Working folder of every run.</summary>
    public string Folder { get; }

    public static string Executable { get; } = FindExecutable();

    public static string Repository { get; } = FindRepository();

    public Cli With(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    public async Task<CliResult> RunAsync(byte[]? input, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            if (input is not null)
            {
                await process.StandardInput.BaseStream.WriteAsync(input);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program refused before it had read all.
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }

    public Process Start(params string[] arguments) => Start(Executable, arguments);

    public Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => Meaningful.Contains(name) || name.StartsWith("SWITCHBOARD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Switchboard.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }

    private static string FindExecutable()
    {
        // …/tests/X/bin/Debug/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(FindRepository(), "src", "Switchboard.Server", "bin", configuration, "net10.0", OperatingSystem.IsWindows() ? "switchboard.exe" : "switchboard");
    }
}

/// <summary>How a run ended.</summary>
public sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as exactly one JSON document.</summary>
    public JsonElement Json => JsonElement.Parse(Output);

    public string Status => Json.GetProperty("status").GetString()!;

    public string? Code => Json.GetProperty("error").GetProperty("code").GetString();
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Switchboard.Postgres.Tests;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Switchboard.Postgres.Tests;

/// <summary>A PostgreSQL of the installed binaries, in a folder and on a port of its own.</summary>
/// <remarks>It refuses to run as root, so then the user <c>postgres</c> of the Debian package runs it.</remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-postgres-").FullName;
    private int _databases;

    public int Port { get; private set; }

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        if (IsRoot)
        {
            await RunAsync("chown", ["postgres", _folder]);
        }

        await AsUserAsync("initdb", ["-D", Data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        Port = FreePort();
        await StartAsync();
    }

    /// <summary>Starts it, on the same port again.</summary>
    public Task StartAsync() => AsUserAsync(
        "pg_ctl", ["-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -k {_folder} -c max_connections=200"), "start"]);

    /// <summary>Stops it: <c>fast</c> as an operator would, <c>immediate</c> as a crash.</summary>
    public Task StopAsync(string how) => AsUserAsync("pg_ctl", ["-D", Data, "-w", "-m", how, "stop"]);

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"ledger_{Interlocked.Increment(ref _databases)}");
        await using var source = NpgsqlDataSource.Create(Address("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return Address(name);
    }

    public string Address(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=owner;Database={database};Pooling=true");

    public async ValueTask DisposeAsync()
    {
        await StopAsync("immediate");
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task AsUserAsync(string program, string[] arguments)
    {
        var path = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", program)).LastOrDefault(File.Exists) ?? program;
        return IsRoot ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A started server inherits the pipes: what is read here ends with the starter, not with the server.
        using var process = Process.Start(start)!;
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        while (!process.HasExited)
        {
            await Task.Run(() => process.WaitForExit(1000));
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors}");
        }
    }
}

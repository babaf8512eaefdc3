using System.Diagnostics;
using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Sqlite.Tests;

/// <summary>This program run again as another process that uses a ledger, and as another user if need be.</summary>
internal sealed class LedgerChild : IDisposable
{
    public const string Verb = "ledger-child";
    private const string Nobody = "65534";
    private readonly Process _process;

    private LedgerChild(Process process) => _process = process;

    /// <summary>Starts a process that holds running rows until it is killed; gives back when they are durable.</summary>
    public static async Task<LedgerChild> HoldAsync(string path, CancellationToken ct)
    {
        var child = new LedgerChild(Start(Command("hold", path)));
        (await child.LineAsync(ct)).ShouldBe("holding");
        return child;
    }

    /// <summary>What happens when a user without rights opens the ledger: the failure and its message.</summary>
    public static async Task<string> OpenWithoutRightsAsync(string path, CancellationToken ct)
    {
        string[] asNobody = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--"]
            : [];
        using var child = new LedgerChild(Start([.. asNobody, .. Command("open", path)]));
        return await child.LineAsync(ct);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _process.Kill();
        await _process.WaitForExitAsync(ct);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var (what, path) = (args[0], args[1]);
        await using var ledger = new SqliteLedger(new() { Path = path, KeyRing = null }, TimeProvider.System);
        try
        {
            await ledger.OpenAsync(migrate: true, CancellationToken.None);
            await ledger.SaveRunAsync(Run(500, ledger.Owner) with { LeaseUntil = Far }, CancellationToken.None);
        }
        catch (LedgerException error)
        {
            Say($"{error.Failure}: {error.Message}");
            return 1;
        }

        if (what == "open")
        {
            Say("opened");
            return 0;
        }

        await HoldAsync(ledger);
        Say("holding");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }

    private static DateTimeOffset Far => TimeProvider.System.GetUtcNow().AddDays(1);

    private static async Task HoldAsync(SqliteLedger ledger)
    {
        var sent = Running(1, ledger.Owner) with { LeaseUntil = Far };
        var unsent = Running(2, ledger.Owner) with { LeaseUntil = Far, DispatchedAt = null };
        foreach (var row in (ToolExecution[])[sent, unsent])
        {
            await ledger.BeginAsync(new() { Row = row, Input = Payload(row.Id, SealedKind.Input) }, CancellationToken.None);
        }

        await ledger.BeginAsync(Entry(Final(3, ExecutionStatus.Completed)), CancellationToken.None);
    }

    private static string[] Command(string what, string path) =>
        [Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet", typeof(LedgerChild).Assembly.Location, Verb, what, path];

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    private async Task<string> LineAsync(CancellationToken ct) =>
        await _process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("The other process said nothing.");

    private static void Say(string line)
    {
#pragma warning disable RS0030 // The other process's only way to be heard.
        Console.WriteLine(line);
#pragma warning restore RS0030
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>The node process of a judging script, with its packages installed as the lock file says.</summary>
internal sealed class JudgeProcess : IAsyncDisposable
{
    private readonly Process _node;

    private JudgeProcess(Process node) => _node = node;

    public static async Task<JudgeProcess> StartAsync(CancellationToken ct, string script = "judge.mjs")
    {
        var folder = Folder();
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            await InstallAsync(folder, installed, ct);
        }

        return new JudgeProcess(Start("node", folder, script));
    }

    /// <summary>One line in, one line out.</summary>
    public async Task<string> AskAsync(string line, CancellationToken ct)
    {
        await _node.StandardInput.WriteLineAsync(line.AsMemory(), ct);
        await _node.StandardInput.FlushAsync(ct);
        return await _node.StandardOutput.ReadLineAsync(ct)
            ?? throw new InvalidOperationException("The judge ended: " + await _node.StandardError.ReadToEndAsync(ct));
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static async Task InstallAsync(string folder, string installed, CancellationToken ct)
    {
        using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--ignore-scripts", "--loglevel=error");
        npm.StandardInput.Close();
        var said = npm.StandardOutput.ReadToEndAsync(ct);
        var complained = await npm.StandardError.ReadToEndAsync(ct);
        await npm.WaitForExitAsync(ct);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'npm ci' in {folder} failed; providers' descriptions are judged with ajv, which it installs from the npm registry.\n{complained}\n{await said}");
        }

        if (File.GetLastWriteTimeUtc(installed) is var at && at < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            File.SetLastWriteTimeUtc(installed, File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")));
        }
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"'{program}' cannot be started. Judging by providers' descriptions needs Node.js 20 or later with npm on the PATH: "
                + "install it from https://nodejs.org/ or with the system's package manager.",
                e);
        }
    }

    /// <summary>This folder among the sources, found upwards of the built test, since packages are installed beside the script.</summary>
    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "Descriptions");
            if (File.Exists(Path.Combine(candidate, "judge.mjs")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("Descriptions/judge.mjs is not above " + AppContext.BaseDirectory + ".");
    }
}

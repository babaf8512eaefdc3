using System.ComponentModel;
using System.Diagnostics;

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>Starts a script of node, with its packages installed as the lock file beside it says.</summary>
internal static class NodeScript
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Starts a script in a folder of this project.</summary>
    public static async Task<Process> StartAsync(string path, string script, CancellationToken ct, params string[] arguments)
    {
        var folder = FolderOf(path, script);
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        await Installing.WaitAsync(ct);
        try
        {
            if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
            {
                await InstallAsync(folder, installed, ct);
            }
        }
        finally
        {
            Installing.Release();
        }

        return Start("node", folder, [script, .. arguments]);
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
                $"'npm ci' in {folder} failed; it installs from the npm registry what the tests judge with.\n{complained}\n{await said}");
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
                $"'{program}' cannot be started. These tests need Node.js 20 or later with npm on the PATH: "
                + "install it from https://nodejs.org/ or with the system's package manager.",
                e);
        }
    }

    /// <summary>The folder among the sources, found upwards of the built test, since packages are installed beside the script.</summary>
    private static string FolderOf(string path, string script)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(Path.Combine(candidate, script)))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"{path}/{script} is not above {AppContext.BaseDirectory}.");
    }
}

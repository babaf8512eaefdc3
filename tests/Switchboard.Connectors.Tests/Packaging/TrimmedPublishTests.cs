using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Switchboard.Connectors.Tests.Packaging;

/// <summary>A trimmed program with every connector publishes without warnings and works.</summary>
public sealed class TrimmedPublishTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_trimmed_program_publishes_without_warnings_and_works()
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-trimmed-");
        try
        {
            var published = await RunAsync(
                "dotnet",
                ["publish", Path.Combine(Root(), "tests/Trimmed"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder.FullName, "--nologo"]);
            published.Text.ShouldNotContain("warning");
            published.ExitCode.ShouldBe(0);

            var ran = await RunAsync(Path.Combine(folder.FullName, "Trimmed"), [Path.Combine(folder.FullName, "ledger.db")]);
            ran.ExitCode.ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(int ExitCode, string Text)> RunAsync(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine(text);
        return (process.ExitCode, text);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Switchboard.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

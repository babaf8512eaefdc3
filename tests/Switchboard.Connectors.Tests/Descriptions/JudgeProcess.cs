using System.Diagnostics;

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>The node process of a judging script.</summary>
internal sealed class JudgeProcess : IAsyncDisposable
{
    private readonly Process _node;

    private JudgeProcess(Process node) => _node = node;

    public static async Task<JudgeProcess> StartAsync(CancellationToken ct, string script = "judge.mjs") => new(await NodeScript.StartAsync("Descriptions", script, ct));

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
}

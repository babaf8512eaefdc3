using System.Diagnostics;

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>The node process of <c>judge.mjs</c>.</summary>
internal sealed class JudgeProcess : IAsyncDisposable
{
    private readonly Process _node;

    private JudgeProcess(Process node) => _node = node;

    public static async Task<JudgeProcess> StartAsync(CancellationToken ct) => new(await NodeScript.StartAsync("Descriptions", "judge.mjs", ct));

    /// <summary>One line in, one line out.</summary>
    public async Task<string> AskAsync(string line, CancellationToken ct)
    {
        await _node.StandardInput.WriteLineAsync(line.AsMemory(), ct);
        await _node.StandardInput.FlushAsync(ct);
        return await _node.StandardOutput.ReadLineAsync(ct)
            ?? throw new InvalidOperationException("judge.mjs ended: " + await _node.StandardError.ReadToEndAsync(ct));
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}

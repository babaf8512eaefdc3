using Spectre.Console;
using Switchboard.Server.Launch;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>Shows a launch going on, if a person looks.</summary>
internal static class DemoProgress
{
    /// <summary>Runs it under a bar for each phase.</summary>
    public static async Task<LaunchResult> ShowAsync(Terminal terminal, LaunchProgress progress, Func<Task<LaunchResult>> launch)
    {
        if (!terminal.IsScreen)
        {
            return await launch().ConfigureAwait(false);
        }

        return await terminal.Rich.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask? current = null;
                progress.OnPhase = (phase, calls) =>
                {
                    if (current is not null)
                    {
                        current.Value = current.MaxValue;
                    }

                    current = context.AddTask(Markup.Escape(phase), maxValue: Math.Max(1, calls));
                };
                progress.OnCall = () => current?.Increment(1);
                var result = await launch().ConfigureAwait(false);
                if (!result.IsCancelled && current is not null)
                {
                    current.Value = current.MaxValue;
                }

                return result;
            }).ConfigureAwait(false);
    }
}

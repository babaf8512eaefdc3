#pragma warning disable RS0030 // This file is the one place that touches the console.
using System.Text;
using Spectre.Console;

namespace Switchboard.Server.Cli;

/// <summary>The process's standard streams: the one place that writes to the console.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private const int WidthWithoutScreen = 160;

    private Terminal()
    {
        Output = Console.OpenStandardOutput();
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Out = new StreamWriter(Output, utf8) { AutoFlush = true };
        Error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        IsScreen = !Console.IsOutputRedirected;
    }

    /// <summary>Standard output, as bytes.</summary>
    public Stream Output { get; }

    /// <summary>Standard output, as text.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person looks at standard output.</summary>
    public bool IsScreen { get; }

    /// <summary>Tables, panels and progress for people; made when first used.</summary>
    public IAnsiConsole Rich => field ??= MakeRich();

    /// <summary>Opens the streams.</summary>
    public static Terminal Open() => new();

    /// <summary>Standard input.</summary>
    public Stream OpenInput() => Console.OpenStandardInput();

    /// <summary>Writes one line to standard error.</summary>
    public void Say(string line)
    {
        lock (Error)
        {
            Error.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Out.FlushAsync().ConfigureAwait(false);
        await Error.FlushAsync().ConfigureAwait(false);
    }

    private IAnsiConsole MakeRich()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsScreen ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = IsScreen ? InteractionSupport.Detect : InteractionSupport.No,
            Out = IsScreen ? new AnsiConsoleOutput(Console.Out) : new AnsiConsoleOutput(Out),
        });
        if (!IsScreen)
        {
            console.Profile.Width = WidthWithoutScreen;
        }

        return console;
    }
}

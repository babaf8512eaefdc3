using Switchboard.Server.Cli;

await using var terminal = Terminal.Open();
using var signals = new ProcessSignals();
return await new CommandLine(terminal, signals).RunAsync(args);

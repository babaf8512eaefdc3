using Switchboard.Sqlite.Tests;
using Xunit.Runner.InProc.SystemConsole;

return args is [LedgerChild.Verb, .. var rest] ? await LedgerChild.RunAsync(rest) : await ConsoleRunner.Run(args);

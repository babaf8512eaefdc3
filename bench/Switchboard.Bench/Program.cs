using Switchboard.Bench;
using Switchboard.Bench.Calls;
using Switchboard.Bench.Ledger;

return args switch
{
    ["call", ..] => await CallCost.RunAsync(args[1..]),
    ["ledger", ..] => await GovernedThroughput.RunAsync(args[1..]),
    ["latency", ..] => await LedgerLatency.RunAsync(args[1..]),
    ["startup", ..] => await Startup.RunAsync(args[1..]),
    ["store", ..] => await LedgerThroughput.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project bench/Switchboard.Bench -- COMMAND
          call [rounds]              what a governed call costs beside the bare adapter
          ledger [rounds] [seconds]  governed writes a second beside SQLite's own ceiling
          latency [calls]            what the ledger adds for one caller alone
          startup [SERVER FLOOR] [n] a call as a process beside the floor; publishes both unless their folders are named
          store [rounds] [seconds]   the ledger by itself beside SQLite's own ceiling
        """);
    return 2;
}

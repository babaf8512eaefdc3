using Switchboard.Bench.Calls;
using Switchboard.Bench.Ledger;

return args switch
{
    ["call", ..] => await CallCost.RunAsync(args[1..]),
    ["ledger", ..] => await LedgerThroughput.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project bench/Switchboard.Bench -- COMMAND
          call [rounds]              what a governed call costs beside the bare adapter
          ledger [rounds] [seconds]  the ledger beside SQLite's own ceiling
        """);
    return 2;
}

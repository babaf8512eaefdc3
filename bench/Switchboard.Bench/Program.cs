using Switchboard.Bench.Ledger;

return args switch
{
    ["ledger", ..] => await LedgerThroughput.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Switchboard.Bench -- ledger [rounds] [seconds]");
    return 2;
}

using Switchboard.Ledger;

namespace Switchboard.Tests.Ledger;

public sealed class InMemoryLedgerTests : LedgerConformance
{
    private protected override ValueTask<ILedger> CreateAsync() => new(new InMemoryLedger(KeyRing.FromSeed(1)));
}

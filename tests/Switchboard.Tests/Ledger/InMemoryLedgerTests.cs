using Switchboard.Ledger;

namespace Switchboard.Tests.Ledger;

public sealed class InMemoryLedgerTests : LedgerConformance
{
    private protected override ILedger Create() => new InMemoryLedger(KeyRing.FromSeed(1));
}

using System.Security.Cryptography;
using System.Text;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Tests.Ledger;

public sealed class PayloadSealingTests
{
    private const string Secret = "call me on +15551234567";
    private readonly KeyRing _ring = KeyRing.FromSeed(1);

    [Fact]
    public void What_is_sealed_opens() => Opened(Sealed(), "org").ShouldBe(Secret);

    [Fact]
    public void Nothing_opens_too() =>
        PayloadSealing.Open(_ring, PayloadSealing.Seal(_ring, Id(1), SealedKind.Input, "org", [], null), "org").ShouldBeEmpty();

    [Fact]
    public void Nothing_of_it_can_be_read()
    {
        var payload = Sealed();
        Encoding.Latin1.GetString([.. payload.Data, .. payload.RowKey]).ShouldNotContain("1555");
        payload.Data.ShouldNotBe(Sealed().Data);
    }

    [Fact]
    public void A_row_moved_elsewhere_does_not_open()
    {
        var payload = Sealed();
        ShouldNotOpen(payload, "other organisation");
        ShouldNotOpen(payload, "orh");
        ShouldNotOpen(payload with { ExecutionId = Id(2) }, "org");
        ShouldNotOpen(payload with { Kind = SealedKind.Output }, "org");
        ShouldNotOpen(payload with { KeyId = 2 }, "org");
    }

    [Fact]
    public void A_payload_under_another_rows_key_does_not_open() =>
        ShouldNotOpen(Sealed() with { RowKey = Sealed().RowKey }, "org");

    [Fact]
    public void Every_changed_byte_is_seen()
    {
        var payload = Sealed();
        foreach (var bytes in (byte[][])[payload.Data, payload.RowKey])
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= 1;
                ShouldNotOpen(payload, "org");
                bytes[i] ^= 1;
            }
        }

        ShouldNotOpen(payload with { Data = payload.Data[..20] }, "org");
        Opened(payload, "org").ShouldBe(Secret);
    }

    [Fact]
    public void An_older_sealing_key_still_opens()
    {
        var payload = Sealed();
        Encoding.UTF8.GetString(PayloadSealing.Open(_ring.WithNewSealingKey(), payload, "org")).ShouldBe(Secret);
        PayloadSealing.Seal(_ring.WithNewSealingKey(), Id(1), SealedKind.Input, "org", [1], null).KeyId.ShouldBe(2);
    }

    private SealedPayload Sealed() => PayloadSealing.Seal(_ring, Id(1), SealedKind.Input, "org", Utf8(Secret), null);

    private string Opened(SealedPayload payload, string orgId) => Encoding.UTF8.GetString(PayloadSealing.Open(_ring, payload, orgId));

    private void ShouldNotOpen(SealedPayload payload, string orgId) =>
        Should.Throw<CryptographicException>(() => PayloadSealing.Open(_ring.WithNewSealingKey(), payload, orgId));
}

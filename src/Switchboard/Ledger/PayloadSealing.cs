namespace Switchboard.Ledger;

internal sealed class PayloadSealing(KeyRing ring)
{
    public SealedPayload Seal(Guid executionId, SealedKind kind, string orgId, ReadOnlySpan<byte> plaintext, DateTimeOffset? expiresAt) =>
        new(executionId, kind, 1, ring.OrganisationKey(orgId), plaintext.ToArray(), expiresAt);

    public byte[] Open(SealedPayload payload, string orgId) => ring is null ? [] : payload.Data;
}

namespace Switchboard.Ledger;

internal sealed class KeyRing
{
    public byte[] OrganisationKey(string orgId) => System.Text.Encoding.UTF8.GetBytes(orgId);
}

using System.Security.Cryptography;
using System.Text;
using Switchboard.Ledger;

namespace Switchboard.Tests.Ledger;

public sealed class KeyRingTests
{
    [Fact]
    public void A_ring_survives_its_file()
    {
        var ring = KeyRing.Create().WithNewSealingKey();
        var read = KeyRing.Parse(ring.ToJson());
        read.CheckValue.ShouldBe(ring.CheckValue);
        read.CurrentSealingKey.ShouldBe(2);
        read.SealingKey(1).ToArray().ShouldBe(ring.SealingKey(1).ToArray());
        read.SealingKey(2).ToArray().ShouldBe(ring.SealingKey(2).ToArray());
        read.OrganisationKey("a").ShouldBe(ring.OrganisationKey("a"));
    }

    [Fact]
    public void Rings_differ_unless_made_of_one_seed()
    {
        KeyRing.Create().CheckValue.ShouldNotBe(KeyRing.Create().CheckValue);
        KeyRing.FromSeed(1).CheckValue.ShouldBe(KeyRing.FromSeed(1).CheckValue);
        KeyRing.FromSeed(1).CheckValue.ShouldNotBe(KeyRing.FromSeed(2).CheckValue);
    }

    [Fact]
    public void A_new_sealing_key_leaves_the_look_up_key()
    {
        var ring = KeyRing.Create();
        var rotated = ring.WithNewSealingKey();
        rotated.CheckValue.ShouldBe(ring.CheckValue);
        rotated.OrganisationKey("a").ShouldBe(ring.OrganisationKey("a"));
        rotated.SealingKey(2).ToArray().ShouldNotBe(ring.SealingKey(1).ToArray());
    }

    [Fact]
    public void Organisations_have_keys_of_their_own()
    {
        var ring = KeyRing.FromSeed(1);
        ring.OrganisationKey("a").ShouldNotBe(ring.OrganisationKey("b"));
        ring.OrganisationKey("a").ShouldBeSameAs(ring.OrganisationKey("a"));
    }

    [Fact]
    public void A_key_that_the_ring_lacks_is_an_error() =>
        Should.Throw<CryptographicException>(() => KeyRing.FromSeed(1).SealingKey(7).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"lookup":"AAAA","current":1,"sealing":[]}""")]
    [InlineData("""{"version":2,"lookup":"AAAA","current":1,"sealing":[]}""")]
    [InlineData("""{"version":1,"lookup":"AAAA","current":1,"sealing":[{"id":1,"key":"AAAA"}]}""")]
    [InlineData("""{"version":1,"lookup":"not base64!","current":1,"sealing":[{"id":1,"key":5}]}""")]
    public void What_is_not_a_ring_says_so(string json) =>
        Should.Throw<FormatException>(() => KeyRing.Parse(Encoding.UTF8.GetBytes(json)));
}

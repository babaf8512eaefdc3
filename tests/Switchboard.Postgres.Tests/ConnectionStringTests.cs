namespace Switchboard.Postgres.Tests;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("postgres://me:p%40ss@db.example:6000/ledger", "db.example", 6000, "ledger", "me", "p@ss")]
    [InlineData("postgresql://db.example/ledger", "db.example", 5432, "ledger", null, null)]
    [InlineData("Host=db.example;Port=6000;Database=ledger;Username=me", "db.example", 6000, "ledger", "me", null)]
    public void Both_forms_are_read(string text, string host, int port, string database, string? user, string? password)
    {
        var parsed = ConnectionStrings.Parse(text);
        (parsed.Host, parsed.Port, parsed.Database, parsed.Username, parsed.Password).ShouldBe((host, port, database, user, password));
    }

    [Fact]
    public void Settings_may_follow_the_address() =>
        ConnectionStrings.Parse("postgres://db.example/ledger?SSL%20Mode=VerifyFull&Maximum%20Pool%20Size=7").ShouldSatisfyAllConditions(
            parsed => parsed.SslMode.ShouldBe(Npgsql.SslMode.VerifyFull),
            parsed => parsed.MaxPoolSize.ShouldBe(7));

    [Theory]
    [InlineData("postgres://me:secret-word@")]
    [InlineData("postgres://me:secret-word@host")]
    [InlineData("postgres://me:secret-word@host/db?Nonsense=secret-word")]
    public void What_cannot_be_read_is_not_repeated(string text) =>
        Should.Throw<FormatException>(() => ConnectionStrings.Parse(text)).Message.ShouldNotContain("secret-word");
}

using Switchboard.Ledger;

namespace Switchboard.Sqlite.Tests;

public sealed class KeyRingFileTests : LedgerFolder
{
    [Fact]
    public async Task A_new_ledger_makes_its_ring_for_its_user_alone()
    {
        await using var ledger = await OpenedAsync();
        File.GetUnixFileMode(KeysPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        KeyRing.Parse(await File.ReadAllBytesAsync(KeysPath, Ct)).CheckValue.ShouldBe(ledger.Keys.CheckValue);
    }

    [Fact]
    public async Task The_ring_stays_the_same()
    {
        string first;
        await using (var ledger = await OpenedAsync())
        {
            first = ledger.Keys.CheckValue;
        }

        await using var again = await OpenedAsync();
        again.Keys.CheckValue.ShouldBe(first);
    }

    [Fact]
    public async Task A_missing_ring_refuses_and_no_other_is_made()
    {
        await (await OpenedAsync()).DisposeAsync();
        File.Delete(KeysPath);
        var error = await RefusalAsync(Closed(), LedgerFailure.Keys);
        error.Message.ShouldContain($"{KeysPath} of the ledger {DatabasePath} is missing");
        error.Message.ShouldContain("SWITCHBOARD_KEYRING");
        File.Exists(KeysPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_ring_refuses_and_is_left_alone()
    {
        await (await OpenedAsync()).DisposeAsync();
        var other = KeyRing.Create().ToJson();
        await File.WriteAllBytesAsync(KeysPath, other, Ct);
        (await RefusalAsync(Closed(), LedgerFailure.Keys)).Message.ShouldContain("is not the one that the ledger");
        (await File.ReadAllBytesAsync(KeysPath, Ct)).ShouldBe(other);
    }

    [Fact]
    public async Task A_damaged_ring_refuses()
    {
        await (await OpenedAsync()).DisposeAsync();
        await File.WriteAllTextAsync(KeysPath, "{", Ct);
        (await RefusalAsync(Closed(), LedgerFailure.Keys)).Message.ShouldContain("cannot be used");
    }

    [Fact]
    public async Task A_ring_with_a_new_sealing_key_still_opens()
    {
        await using (var ledger = await OpenedAsync())
        {
            await File.WriteAllBytesAsync(KeysPath, ledger.Keys.WithNewSealingKey().ToJson(), Ct);
        }

        await using var again = await OpenedAsync();
        again.Keys.CurrentSealingKey.ShouldBe(2);
    }

    [Fact]
    public async Task A_setting_names_another_file()
    {
        var elsewhere = Path.Combine(Folder, "elsewhere.json");
        await using (var ledger = Closed(keyRing: elsewhere))
        {
            await ledger.OpenAsync(migrate: true, Ct);
        }

        File.Exists(elsewhere).ShouldBeTrue();
        File.Exists(KeysPath).ShouldBeFalse();
        await RefusalAsync(Closed(), LedgerFailure.Keys);
    }

    [Fact]
    public async Task A_setting_names_a_command()
    {
        var ring = KeyRing.Create();
        var file = Path.Combine(Folder, "ring.json");
        await File.WriteAllBytesAsync(file, ring.ToJson(), Ct);
        await using var ledger = Closed(keyRing: $"cmd:cat '{file}'");
        await ledger.OpenAsync(migrate: true, Ct);
        ledger.Keys.CheckValue.ShouldBe(ring.CheckValue);
    }

    [Fact]
    public async Task A_command_that_fails_refuses_and_is_not_repeated_in_the_message()
    {
        var error = await RefusalAsync(Closed(keyRing: "cmd:echo hunter2; exit 3"), LedgerFailure.Keys);
        error.Message.ShouldContain("exit code 3");
        error.Message.ShouldNotContain("hunter2");
    }
}

using System.Globalization;
using Switchboard.Ledger;

namespace Switchboard.Server.Cli;

/// <summary>Chooses the file of a demo's own ledger.</summary>
internal static class DemoLedger
{
    private const int Most = 100_000;

    /// <summary>A file in the current folder that did not exist: <c>switchboard-demo.db</c>, <c>switchboard-demo-2.db</c>…</summary>
    /// <exception cref="LedgerException">The folder cannot be written.</exception>
    public static DatabaseAddress Choose()
    {
        for (var number = 1; number < Most; number++)
        {
            var name = number == 1 ? "switchboard-demo.db" : string.Create(CultureInfo.InvariantCulture, $"switchboard-demo-{number}.db");
            try
            {
                // Made here, empty, so that two demos at once do not choose the same.
                using var file = new FileStream(name, FileMode.CreateNew);
                return new DatabaseAddress("./" + name);
            }
            catch (IOException) when (File.Exists(name))
            {
                continue;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new LedgerException(LedgerFailure.ReadOnly, $"No ledger can be made in {Directory.GetCurrentDirectory()}: {e.Message} Name one elsewhere by --db.", e);
            }
        }

        throw new LedgerException(LedgerFailure.Unavailable, "This folder has too many ledgers of demos. Remove switchboard-demo-*.db, or name one by --db.");
    }
}

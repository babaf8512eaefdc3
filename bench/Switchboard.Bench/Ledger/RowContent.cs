using Switchboard.Bench.Calls;

namespace Switchboard.Bench.Ledger;

/// <summary>What the raw rows hold, so that both sides write the same bytes.</summary>
internal sealed record RowContent(byte[] Input, byte[] Output, byte[] Metadata, byte[] RowKey, byte[] Sealed)
{
    public static RowContent Sample { get; } = new(SampleRows.Input, SampleRows.Output, SampleRows.Metadata, SampleRows.RowKey, SampleRows.Sealed);

    /// <summary>What a governed call would write; a read seals nothing.</summary>
    public static async Task<RowContent> OfAsync(TimeProvider time, Func<GovernedHost, Task> call)
    {
        var ledger = new NullLedger();
        await using var host = new GovernedHost(ledger, time);
        await call(host);
        var row = ledger.LastEntry!.Row;
        var output = ledger.LastCompletion?.Output ?? row.Output;
        return new(row.Input.ToArray(), output.ToArray(), row.Metadata.ToArray(), ledger.LastEntry.Input?.RowKey ?? [], ledger.LastEntry.Input?.Data ?? []);
    }
}

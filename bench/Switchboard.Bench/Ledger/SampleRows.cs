using System.Security.Cryptography;
using System.Text;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Contracts;
using Switchboard.Ledger;

namespace Switchboard.Bench.Ledger;

/// <summary>The rows of both sides: 300 bytes of input and of output, 400 sealed.</summary>
internal static class SampleRows
{
    public static readonly byte[] Input = Json(300);
    public static readonly byte[] Output = Json(300);
    public static readonly byte[] Metadata = Encoding.UTF8.GetBytes("""{"requestId":"req_0123456789abcdef","limits":{"perMinute":60},"policy":"allow"}""");
    public static readonly byte[] RowKey = RandomNumberGenerator.GetBytes(32);
    public static readonly byte[] Sealed = RandomNumberGenerator.GetBytes(416);
    public static readonly string InputHash = new('a', 64);
    public static readonly Guid Run = Guid.CreateVersion7();
    public static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static LedgerEntry Begin(Guid id, string owner) => new()
    {
        Row = Row(id, ExecutionStatus.Running) with
        {
            DispatchedAt = Now,
            LeaseOwner = owner,
            Fence = 1,
            LeaseUntil = Now.AddMinutes(1),
        },
        Input = new SealedPayload(id, SealedKind.Input, 1, RowKey, Sealed, null),
    };

    public static LedgerEntry Final(Guid id) => new()
    {
        Row = Row(id, ExecutionStatus.Completed) with { Effect = Effect.Read, Output = Output, CompletedAt = Now, DurationMs = 12, Attempts = 1 },
    };

    public static LedgerCompletion Complete(Guid id) => new()
    {
        Id = id,
        Fence = 1,
        Status = ExecutionStatus.Completed,
        Output = Output,
        Metadata = Metadata,
        Attempts = 1,
        CompletedAt = Now,
        DurationMs = 12,
    };

    private static ToolExecution Row(Guid id, ExecutionStatus status) => new()
    {
        Id = id,
        OrgId = "default",
        AgentRunId = Run,
        RunLink = RunLink.Known,
        Agent = "LaunchAgent",
        UserId = "user-1",
        Connector = "slack",
        Action = "postMessage",
        Connection = "default",
        Mode = ConnectorMode.Simulated,
        Effect = Effect.Write,
        Status = status,
        Input = Input,
        InputHash = InputHash,
        QueuedAt = Now,
        StartedAt = Now,
        Metadata = Metadata,
    };

    private static byte[] Json(int length) => Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('x', length - 11)}\"}}");
}
